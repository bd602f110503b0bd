// SPDX-License-Identifier: Apache-2.0
// Two keys that say "this again": one for near-copies of a text, one for what it advertises.
#pragma once

#include "text/token.h"

#include <cstdint>
#include <string>

namespace pilah {

// Short comments are alike by chance: from this many words on a text has a key. A comment that names a gambling site, a
// telephone or a link is no small talk and needs fewer.
inline constexpr uint32_t kCampaignWords = 5;
inline constexpr uint32_t kPromotionWords = 3;

struct CampaignKeys {
  uint64_t copy = 0;       // of the folded words; 0: too few of them
  uint64_t promotion = 0;  // of the first gambling site, else telephone, else link that the text names; 0: none
};

// Numbers, codes, prices, links, mentions, emoji and punctuation are what senders change between copies, so the copy
// key leaves them out; letters that repeat count once. `buffer` is working memory.
CampaignKeys campaign_keys(const Text& text, std::string& buffer);

}  // namespace pilah
