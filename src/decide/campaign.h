// SPDX-License-Identifier: Apache-2.0
// A key that near-copies of one text share.
#pragma once

#include "text/token.h"

#include <cstdint>
#include <string>

namespace pilah {

// The key of the folded text with numbers, codes, links and mentions masked and emoji and punctuation left out; 0 if
// fewer than kCampaignWords words remain, since short comments are alike by chance. `buffer` is working memory.
inline constexpr uint32_t kCampaignWords = 5;
uint64_t campaign_key(const Text& text, std::string& buffer);

}  // namespace pilah
