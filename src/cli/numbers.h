// SPDX-License-Identifier: Apache-2.0
// How people write numbers in the language of the output. Files and scripts get them as C writes them.
#pragma once

#include <cstdint>
#include <string>

namespace pilah::cli {

// 1,204 in English, 1.204 in Indonesian.
std::string grouped(uint64_t number);

// With so many digits behind the point, which is a comma in Indonesian: 0.812 or 0,812.
std::string decimal(double number, int digits);

// A number as fmt wrote it, with that point.
std::string with_point(std::string number);

// Of a share from 0 to 1: 98.2 % or 98,2 %.
std::string percent(double share, int digits);

}  // namespace pilah::cli
