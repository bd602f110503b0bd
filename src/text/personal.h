// SPDX-License-Identifier: Apache-2.0
// Personal data in a comment: what must not leave the house with an export.
#pragma once

#include "base/bits.h"
#include "text/entities.h"
#include "text/token.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pilah {

// The order is that of the bits in the C API.
enum class Personal : uint8_t { phone, email, national_id, account, order, handle };
using PersonalKinds = Bits<Personal>;
inline constexpr size_t kPersonalCount = 6;

// "phone", "email", "national-id", "account", "order", "handle"; NUL-terminated.
std::string_view personal_name(Personal kind);

// Replaces `out` by the personal data of `text` of the wanted kinds, in the order in which they stand, without
// overlaps. `buffer` is working memory.
void find_personal(const Text& text, PersonalKinds kinds, std::vector<Entity>& out, std::vector<Entity>& buffer);

// ---- Numbers, see personal_numbers.cc ----

// Whether 16 digits can be an Indonesian identity or family card number: province, and a day and month of birth.
bool is_national_id(std::string_view digits);

// Whether digits are a payment card's: its first digit, its length and its check digit.
bool is_card(std::string_view digits);

// Whether digits with a 0 in front can be a telephone on a line: area code and number.
bool is_landline(std::string_view digits);

// Round sums and counts end so; numbers that stand for a person or a thing hardly ever do.
bool is_round(std::string_view digits);

}  // namespace pilah
