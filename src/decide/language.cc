// SPDX-License-Identifier: Apache-2.0
// Shared packs give roles lang-id, lang-en, lang-jv and lang-su to words; this counts them.
#include "decide/language.h"

#include <array>

namespace pilah {

Language find_language(const Terms& terms) {
  constexpr std::array<Role, 4> kRoles = {Role::lang_id, Role::lang_en, Role::lang_jv, Role::lang_su};
  std::array<uint32_t, 4> count{};
  for (const Term& term : terms.list)
    for (size_t i = 0; i < kRoles.size(); ++i) count[i] += term.roles.has(kRoles[i]);
  const auto [id, en, jv, su] = count;
  if (id + en + jv + su == 0) return Language::unknown;
  // Javanese and Sundanese share most words with Indonesian, so half as many of their own tell them apart.
  if (jv > su && 2 * jv > id && jv > en) return Language::jv;
  if (su > jv && 2 * su > id && su > en) return Language::su;
  const uint32_t local = id + jv + su;
  if (en == 0) return Language::id;
  if (local == 0) return Language::en;
  // A single borrowed word makes no mixture unless the comment has few words that tell.
  if (local >= 4 * en) return Language::id;
  if (en >= 4 * local) return Language::en;
  return Language::mixed;
}

}  // namespace pilah
