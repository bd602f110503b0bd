// SPDX-License-Identifier: Apache-2.0
// Bit sets over small enums: the flags of tokens, contexts and evasions are all of this one kind.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace pilah {

// A set of enumerators of E, whose values are bit numbers below 32.
template <typename E>
class Bits {
public:
  constexpr Bits() = default;
  constexpr Bits(E one) : bits_(1u << static_cast<unsigned>(one)) {}
  constexpr Bits(std::initializer_list<E> many) {
    for (E one : many) bits_ |= 1u << static_cast<unsigned>(one);
  }
  static constexpr Bits from_raw(uint32_t raw) {
    Bits out;
    out.bits_ = raw;
    return out;
  }

  constexpr uint32_t raw() const { return bits_; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool has(E one) const { return (bits_ >> static_cast<unsigned>(one)) & 1u; }
  constexpr bool any_of(Bits other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool all_of(Bits other) const { return (bits_ & other.bits_) == other.bits_; }

  constexpr Bits& operator|=(Bits other) {
    bits_ |= other.bits_;
    return *this;
  }
  constexpr void remove(Bits other) { bits_ &= ~other.bits_; }
  friend constexpr Bits operator|(Bits a, Bits b) { return from_raw(a.bits_ | b.bits_); }
  friend constexpr Bits operator&(Bits a, Bits b) { return from_raw(a.bits_ & b.bits_); }
  friend constexpr bool operator==(Bits a, Bits b) = default;

private:
  uint32_t bits_ = 0;
};

}  // namespace pilah
