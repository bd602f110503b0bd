// SPDX-License-Identifier: Apache-2.0
// The fold table against ICU: for every code point either NFKC_Casefold's answer, or a reason why not; and our grapheme
// clusters against ICU's break iterator.
#include "show.h"
#include "text/decode.h"
#include "text/fold_table.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <random>
#include <set>

using namespace pilah;

namespace {

const icu::Normalizer2& normalizer(const char* name, UNormalization2Mode mode) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = icu::Normalizer2::getInstance(nullptr, name, mode, status);
  REQUIRE(U_SUCCESS(status));
  return *found;
}

std::string utf8(char32_t cp) {
  char bytes[4];
  return {bytes, encode_utf8(cp, bytes)};
}

std::string ours(char32_t cp) {
  const Fold& fold = fold_of(cp);
  return fold.length == Fold::kSelf ? utf8(cp) : std::string(folded_bytes(fold));
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

// NFKC_Casefold, decomposed, without the marks that go on any letter, composed again.
std::string without_marks(char32_t cp) {
  static const icu::Normalizer2& casefold = normalizer("nfkc_cf", UNORM2_COMPOSE);
  static const icu::Normalizer2& decompose = normalizer("nfc", UNORM2_DECOMPOSE);
  static const icu::Normalizer2& compose = normalizer("nfc", UNORM2_COMPOSE);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString text =
      decompose.normalize(casefold.normalize(icu::UnicodeString(static_cast<UChar32>(cp)), status), status);
  icu::UnicodeString bare;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    const UScriptCode script = uscript_getScript(c, &status);
    const bool shared = script == USCRIPT_INHERITED || script == USCRIPT_COMMON || script == USCRIPT_CYRILLIC;
    if ((U_GET_GC_MASK(c) & U_GC_M_MASK) && shared && c != 0x3099 && c != 0x309A) continue;
    bare.append(c);
  }
  return utf8(compose.normalize(bare, status));
}

bool is_latin(std::string_view text) {
  for (char c : text) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) return false;
  }
  return !text.empty();
}

// The reason why the table may differ from NFKC_Casefold at `cp`; empty if there is none.
std::string reason(char32_t cp, const std::string& nfkc) {
  const Fold& fold = fold_of(cp);
  const std::string folded = ours(cp);
  const auto c = static_cast<UChar32>(cp);
  switch (fold.kind()) {
    case CharKind::mark:
      return "a mark is dropped";
    case CharKind::invisible:
      return "an invisible character is dropped";
    case CharKind::space:
    case CharKind::line_break:
      return "white space is one blank or one line break";
    default:
      break;
  }
  if (folded == without_marks(cp)) return "marks are taken off";
  if (fold.evasion != Fold::kPlain && (is_latin(folded) || fold.script == static_cast<uint8_t>(Script::greek))) {
    return "a disguised letter or digit";
  }
  if (fold.kind() == CharKind::digit && u_charDigitValue(c) >= 0 && folded == std::to_string(u_charDigitValue(c))) {
    return "a digit of another script";
  }
  if (folded == utf8(cp) && nfkc.size() > 1) return "a sign that stays whole, as its parts are of several kinds";
  if (fold.kind() == CharKind::emoji) return "an emoji stays what it is";
  if (is_latin(folded) && (uscript_hasScript(c, USCRIPT_LATIN) || cp == 0x2107))
    return "a Latin letter with strokes or hooks";
  if (fold.kind() == CharKind::other) return "punctuation in its common form";
  if (u_charType(c) == U_PRIVATE_USE_CHAR) return "an emoji without its plane";
  if (fold.look != 0) return "a letter that stays, as its reading depends on the word";
  return "";
}

}  // namespace

TEST_CASE("the table agrees with NFKC_Casefold, or has a reason") {
  const icu::Normalizer2& casefold = normalizer("nfkc_cf", UNORM2_COMPOSE);
  std::map<std::string, size_t> counts;
  for (char32_t cp = 0; cp < 0x110000; cp++) {
    if (cp >= 0xD800 && cp <= 0xDFFF) continue;
    UErrorCode status = U_ZERO_ERROR;
    const std::string nfkc = utf8(casefold.normalize(icu::UnicodeString(static_cast<UChar32>(cp)), status));
    REQUIRE(U_SUCCESS(status));
    if (ours(cp) == nfkc) continue;
    const std::string why = reason(cp, nfkc);
    counts[why]++;
    CAPTURE(static_cast<uint32_t>(cp));
    CHECK_MESSAGE(!why.empty(), "NFKC_Casefold: " << nfkc << ", ours: " << ours(cp));
  }
  for (const auto& [why, count] : counts) MESSAGE(count << " code points: " << why);
}

TEST_CASE("folding a folded character changes nothing, and every fold is of one kind") {
  for (char32_t cp = 0; cp < 0x110000; cp++) {
    if (cp >= 0xD800 && cp <= 0xDFFF) continue;
    CAPTURE(static_cast<uint32_t>(cp));
    const std::string folded = ours(cp);
    std::string again;
    std::set<bool> kinds;
    for (size_t i = 0; i < folded.size();) {
      const Decoded decoded = decode_utf8(folded, i);
      again += ours(decoded.code_point);
      const CharKind kind = fold_of(decoded.code_point).kind();
      kinds.insert(kind == CharKind::letter || kind == CharKind::digit || kind == CharKind::kept_mark);
      i += decoded.length;
    }
    REQUIRE(again == folded);
    REQUIRE(kinds.size() <= 1);
  }
}

TEST_CASE("m is never read as rn, nor anything as several letters that it only looks like") {
  CHECK(ours(U'm') == "m");
  for (char32_t cp = 0; cp < 0x110000; cp++) {
    if (cp >= 0xD800 && cp <= 0xDFFF) continue;
    CAPTURE(static_cast<uint32_t>(cp));
    CHECK(ours(cp) != "rn");
  }
}

TEST_CASE("tokens end at grapheme clusters as ICU sees them") {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  REQUIRE(U_SUCCESS(status));
  constexpr char32_t kPieces[] = {U'a',   U'1',   U' ',    U'!',    U'\n',   U'\r',   0x301,   0x332,   0x20E3, 0xFE0F,
                                  0x200D, 0x200C, 0x200B,  0x1F468, 0x1F469, 0x1F3FD, 0x1F1EE, 0x1F1E9, 0x2764, 0x1100,
                                  0x1161, 0x11A8, 0xAC00,  0xAC01,  0x115F,  0x1160,  0x3164,  0x119E,  0x600,  0x6DD,
                                  0x915,  0x94D,  0x93F,   0x903,   0xE33,   0xE01,   0xD4E,   0x110BD, 0xFF9E, 0xFF76,
                                  0x3099, 0x304B, 0xE0061, 0x1D40A, 0xFEFF,  0xA9,    0x2B50,  0x41A,   0x430,  U'@',
                                  U'.',   U'&',   U'-',    0x1F3F4, 0xE007F, 0xD7B0,  0xD7CB,  0x0,     0xAD};
  std::mt19937 random(7);
  Text text;
  for (int round = 0; round < 30000; round++) {
    std::u32string sample;
    const size_t length = 1 + random() % 12;
    for (size_t i = 0; i < length; i++) {
      sample += random() % 8 == 0 ? static_cast<char32_t>(random() % 0x20000) : kPieces[random() % std::size(kPieces)];
      if (sample.back() >= 0xD800 && sample.back() <= 0xDFFF) sample.back() = U'x';
    }
    std::string bytes;
    icu::UnicodeString wide;
    std::map<int32_t, size_t> byte_of;  // UTF-16 offset to byte
    std::string shown;
    for (char32_t cp : sample) {
      byte_of[wide.length()] = bytes.size();
      bytes += utf8(cp);
      wide.append(static_cast<UChar32>(cp));
      char buffer[16];
      std::snprintf(buffer, sizeof buffer, "%04X ", static_cast<unsigned>(cp));
      shown += buffer;
    }
    byte_of[wide.length()] = bytes.size();
    std::set<size_t> boundaries;
    breaks->setText(wide);
    for (int32_t at = breaks->first(); at != icu::BreakIterator::DONE; at = breaks->next())
      boundaries.insert(byte_of[at]);
    analyse(bytes, text);
    CAPTURE(shown);
    for (const Token& token : text.tokens) {
      CHECK(boundaries.count(token.span.begin) == 1);
      CHECK(boundaries.count(token.span.end) == 1);
    }
  }
}
