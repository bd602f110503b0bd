// SPDX-License-Identifier: Apache-2.0
// How each code point folds.
//
// The base is NFKC_Casefold. On top of it: marks are taken off Latin, Greek and Cyrillic letters; letters that only a
// disguise uses (mathematical, enclosed, small capital, phonetic) become the letter they show; letters of other scripts
// stay, with a note of the Latin letter they look like, since only the word around them tells a Russian from a spammer.
// A fold is either all letters and digits or one punctuation mark, perhaps repeated, so that no token boundary can fall
// inside one character of the caller.
#include "text/generate/fold_rules.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/uversion.h>

#include <map>
#include <stdexcept>
#include <string_view>

namespace pilah::generate {
namespace {

enum class Way { latin, phonetic, look, mark, invisible, space };

struct Supplement {
  char32_t code_point;
  const char* fold;
  Way way;
  const char* why;
};

constexpr Supplement kSupplement[] = {
#include "text/generate/supplement.inc"
};

const Supplement* supplement_of(char32_t cp) {
  for (const Supplement& line : kSupplement) {
    if (line.code_point == cp) return &line;
  }
  return nullptr;
}

void check(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + what + ": " + u_errorName(status));
}

const icu::Normalizer2& normalizer(const char* name, UNormalization2Mode mode) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = icu::Normalizer2::getInstance(nullptr, name, mode, status);
  check(status, name);
  return *found;
}

icu::UnicodeString utf16(std::u32string_view text) {
  return icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                       static_cast<int32_t>(text.size()));
}

std::u32string utf32(const icu::UnicodeString& text) {
  std::u32string out;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) out += static_cast<char32_t>(text.char32At(i));
  return out;
}

std::u32string normalized(const icu::Normalizer2& how, std::u32string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString out = how.normalize(utf16(text), status);
  check(status, "normalize");
  return utf32(out);
}

std::u32string nfkc_casefold(std::u32string_view text) {
  return normalized(normalizer("nfkc_cf", UNORM2_COMPOSE), text);
}

std::u32string decomposed(std::u32string_view text) { return normalized(normalizer("nfc", UNORM2_DECOMPOSE), text); }

std::u32string composed(std::u32string_view text) { return normalized(normalizer("nfc", UNORM2_COMPOSE), text); }

std::u32string ascii(std::string_view text) { return {text.begin(), text.end()}; }

bool is_ascii_alnum(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

bool all_ascii_alnum(std::u32string_view text) {
  for (char32_t c : text) {
    if (!is_ascii_alnum(c)) return false;
  }
  return !text.empty();
}

bool in(char32_t cp, char32_t first, char32_t last) { return cp >= first && cp <= last; }

Break break_of(char32_t cp) {
  switch (u_getIntPropertyValue(static_cast<UChar32>(cp), UCHAR_GRAPHEME_CLUSTER_BREAK)) {
    case U_GCB_CONTROL:
    case U_GCB_CR:
    case U_GCB_LF:
      return Break::control;
    case U_GCB_EXTEND:
      return Break::extend;
    case U_GCB_ZWJ:
      return Break::joiner;
    case U_GCB_SPACING_MARK:
      return Break::spacing_mark;
    case U_GCB_PREPEND:
      return Break::prepend;
    case U_GCB_L:
      return Break::hangul_l;
    case U_GCB_V:
      return Break::hangul_v;
    case U_GCB_T:
      return Break::hangul_t;
    case U_GCB_LV:
      return Break::hangul_lv;
    case U_GCB_LVT:
      return Break::hangul_lvt;
    case U_GCB_REGIONAL_INDICATOR:
      return Break::regional;
    default:
      break;
  }
  if (u_hasBinaryProperty(static_cast<UChar32>(cp), UCHAR_EXTENDED_PICTOGRAPHIC)) return Break::pictograph;
  return Break::other;
}

UScriptCode icu_script(char32_t cp) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(cp), &status);
  check(status, "script");
  return script;
}

Script script_of(char32_t cp) {
  switch (icu_script(cp)) {
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
    case USCRIPT_UNKNOWN:
      return Script::common;
    case USCRIPT_LATIN:
      return Script::latin;
    case USCRIPT_CYRILLIC:
      return Script::cyrillic;
    case USCRIPT_GREEK:
      return Script::greek;
    case USCRIPT_HANGUL:
      return Script::hangul;
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
      return Script::cjk;
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
    case USCRIPT_SYRIAC:
    case USCRIPT_THAANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_MYANMAR:
    case USCRIPT_KHMER:
    case USCRIPT_TIBETAN:
    case USCRIPT_SINHALA:
    case USCRIPT_DEVANAGARI:
    case USCRIPT_BENGALI:
    case USCRIPT_GURMUKHI:
    case USCRIPT_GUJARATI:
    case USCRIPT_ORIYA:
    case USCRIPT_TAMIL:
    case USCRIPT_TELUGU:
    case USCRIPT_KANNADA:
    case USCRIPT_MALAYALAM:
    case USCRIPT_ETHIOPIC:
      return Script::other;
    default:
      return Script::alphabet;
  }
}

bool is_mark(char32_t cp) { return (U_GET_GC_MASK(static_cast<UChar32>(cp)) & U_GC_M_MASK) != 0; }

// Marks that belong to one script spell words in it; those that go on any letter are dropped.
bool is_dropped_mark(char32_t cp) {
  if (!is_mark(cp) || in(cp, 0x3099, 0x309A)) return false;
  const UScriptCode script = icu_script(cp);
  return script == USCRIPT_INHERITED || script == USCRIPT_COMMON || script == USCRIPT_CYRILLIC;
}

// Whether Unicode has a Latin letter that decomposes into one with this mark: then some orthography uses it.
bool is_spelling_mark(char32_t mark) {
  static const std::u32string known = [] {
    std::u32string out;
    for (char32_t cp = 0xC0; cp < 0x1F00; cp++) {
      if (cp >= 0x250 && cp < 0x1E00) continue;
      for (char32_t c : decomposed(std::u32string(1, cp))) {
        if (c >= 0x300 && c < 0x370) out += c;
      }
    }
    return out;
  }();
  return known.find(mark) != std::u32string::npos;
}

std::u32string skeleton(char32_t cp) {
  static USpoofChecker* const checker = [] {
    UErrorCode status = U_ZERO_ERROR;
    USpoofChecker* opened = uspoof_open(&status);
    check(status, "confusables");
    return opened;
  }();
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out;
  uspoof_getSkeletonUnicodeString(checker, 0, utf16(std::u32string(1, cp)), out, &status);
  check(status, "skeleton");
  std::u32string marked = decomposed(utf32(out));
  std::erase_if(marked, is_mark);
  return marked;
}

std::string name_of(char32_t cp) {
  char buffer[256];
  UErrorCode status = U_ZERO_ERROR;
  u_charName(static_cast<UChar32>(cp), U_UNICODE_CHAR_NAME, buffer, sizeof buffer, &status);
  check(status, "name");
  return buffer;
}

// The Latin letter or digit that a skeleton stands for. Skeletons put I, l and 1 together, and 0 and O.
char look_of(char32_t cp) {
  const std::u32string shape = skeleton(cp);
  if (shape == U"rn") return 'm';
  if (shape.size() != 1 || shape[0] == cp || !is_ascii_alnum(shape[0])) return 0;
  const char32_t c = shape[0];
  if (c == U'l') {
    const bool tall = u_charType(static_cast<UChar32>(cp)) == U_UPPERCASE_LETTER || script_of(cp) == Script::alphabet;
    return tall ? 'i' : 'l';
  }
  return static_cast<char>(c >= U'A' && c <= U'Z' ? c + 32 : c);
}

struct NamedLetter {
  std::string letter;
  bool phonetic;
};

// Reads the letter out of names such as LATIN SMALL LETTER TURNED A or LATIN LETTER SMALL CAPITAL N.
NamedLetter letter_in_name(std::string_view name) {
  bool phonetic = false;
  const auto take = [&name](std::string_view prefix) {
    if (!name.starts_with(prefix)) return false;
    name.remove_prefix(prefix.size());
    return true;
  };
  if (take("MODIFIER LETTER ")) {
    phonetic = true;
    if (!take("SMALL CAPITAL ") && !take("SMALL ") && !take("CAPITAL ")) return {"", false};
  } else {
    if (!take("LATIN ")) return {"", false};
    if (take("LETTER SMALL CAPITAL ")) {
      phonetic = true;
    } else if (!take("SMALL LETTER ") && !take("CAPITAL LETTER ")) {
      return {"", false};
    }
  }
  name = name.substr(0, name.find(" WITH "));
  take("DOTLESS ");
  while (take("TURNED ") || take("REVERSED ") || take("INVERTED ") || take("SIDEWAYS ") || take("OPEN ") ||
         take("BARRED ") || take("SCRIPT ") || take("INSULAR ") || take("STRETCHED ") || take("BLACKLETTER ") ||
         take("VOLAPUK ") || take("LONG ") || take("SMALL CAPITAL ")) {
    phonetic = true;
  }
  if (name.empty() || name.size() > 2) return {"", false};
  std::string letter;
  for (char c : name) {
    if (c < 'A' || c > 'Z') return {"", false};
    letter += static_cast<char>(c + 32);
  }
  return {letter, phonetic};
}

// Enclosed letters and digits that NFKC leaves alone; "" for the rest.
std::string negative_enclosed(char32_t cp) {
  if (in(cp, 0x1F150, 0x1F169)) return std::string(1, static_cast<char>('a' + (cp - 0x1F150)));
  if (in(cp, 0x1F170, 0x1F189)) return std::string(1, static_cast<char>('a' + (cp - 0x1F170)));
  if (in(cp, 0x24EB, 0x24FF) || in(cp, 0x2776, 0x2793) || in(cp, 0x1F10B, 0x1F10C)) {
    return std::to_string(static_cast<int>(u_getNumericValue(static_cast<UChar32>(cp))));
  }
  return "";
}

uint8_t code(Evasion evasion) { return static_cast<uint8_t>(evasion); }

// The trick that writing `cp` for plain letters and digits is, by where Unicode keeps it.
uint8_t evasion_of(char32_t cp) {
  if (in(cp, 0x2776, 0x2793) || cp == 0x1F51F) return code(Evasion::keycap);
  if (in(cp, 0x2460, 0x24FF) || in(cp, 0x1F100, 0x1F1FF)) return code(Evasion::enclosed);
  if (in(cp, 0x2160, 0x2188)) return code(Evasion::look_alike);
  switch (u_getIntPropertyValue(static_cast<UChar32>(cp), UCHAR_DECOMPOSITION_TYPE)) {
    case U_DT_FONT:
      return code(Evasion::math_letters);
    case U_DT_WIDE:
      return code(Evasion::full_width);
    case U_DT_SUPER:
    case U_DT_SUB:
      if (cp == 0xAA || cp == 0xBA) return Fold::kPlain;  // ordinal signs of Spanish and Portuguese
      return name_of(cp).starts_with("MODIFIER") ? code(Evasion::small_caps) : code(Evasion::script);
    default:
      return Fold::kPlain;
  }
}

bool is_fancy_symbol(char32_t cp) {
  return u_hasBinaryProperty(static_cast<UChar32>(cp), UCHAR_EXTENDED_PICTOGRAPHIC) ||
         u_hasBinaryProperty(static_cast<UChar32>(cp), UCHAR_EMOJI);
}

bool is_line_break(char32_t cp) { return in(cp, 0x0A, 0x0D) || cp == 0x85 || in(cp, 0x2028, 0x2029); }

CharKind kind_of_plain(char32_t cp) {
  const uint32_t category = U_GET_GC_MASK(static_cast<UChar32>(cp));
  if (category & U_GC_M_MASK) return is_dropped_mark(cp) ? CharKind::mark : CharKind::kept_mark;
  if (category & (U_GC_L_MASK | U_GC_NL_MASK)) return CharKind::letter;
  if (category & (U_GC_ND_MASK | U_GC_NO_MASK)) return CharKind::digit;
  return CharKind::other;
}

// Folds `text`, what `cp` is by NFKC_Casefold, until it no longer changes, marks off; `cp` itself stays in it.
std::u32string fold_fully(std::u32string text, char32_t cp);

// All letters and digits, or one sign perhaps repeated: anything else could be cut in the middle.
bool is_of_one_kind(std::u32string_view text) {
  const auto word = [](char32_t c) {
    const CharKind kind = kind_of_plain(c);
    return kind == CharKind::letter || kind == CharKind::digit || kind == CharKind::kept_mark;
  };
  bool words = true;
  bool same = true;
  for (char32_t c : text) {
    words = words && word(c);
    same = same && c == text[0];
  }
  return !text.empty() && (words || (same && !u_hasBinaryProperty(static_cast<UChar32>(text[0]), UCHAR_WHITE_SPACE)));
}

// Letters that lost the bit of their plane on the way through 16-bit software.
bool is_lost_plane(char32_t cp) { return in(cp, 0xD7CE, 0xD7FF) || in(cp, 0xF100, 0xF1FF) || in(cp, 0xF300, 0xF6FF); }

void fold_letters(char32_t cp, Rule& rule) {
  if (const std::string letters = negative_enclosed(cp); !letters.empty()) {
    rule.folded = ascii(letters);
    rule.evasion = evasion_of(cp);
    return;
  }
  std::u32string bare = decomposed(std::u32string(1, cp));
  if (bare.size() > 1) std::erase_if(bare, is_dropped_mark);  // before case folding makes a letter of the iota below ᾳ
  const std::u32string compatible = nfkc_casefold(composed(bare));
  std::u32string folded = fold_fully(compatible, cp);
  if (in(cp, 0x2474, 0x24B5) || in(cp, 0x1F100, 0x1F1FF)) {
    std::erase_if(folded, [](char32_t c) { return !is_ascii_alnum(c); });  // (1), 1. and [S] stand for what is inside
  }
  const bool unchanged = folded == std::u32string(1, cp);
  if (script_of(cp) == Script::latin && (unchanged || !all_ascii_alnum(folded))) {
    const NamedLetter named = letter_in_name(name_of(cp));
    const char look = look_of(cp);
    if (!named.letter.empty()) {
      rule.folded = ascii(named.letter);
      if (named.phonetic) rule.evasion = code(Evasion::small_caps);
      return;
    }
    if (look != 0) {
      rule.folded = std::u32string(1, static_cast<char32_t>(look));
      rule.evasion = code(Evasion::small_caps);
      return;
    }
  }
  if (!is_of_one_kind(folded)) return;
  rule.folded = folded;
  if (all_ascii_alnum(folded) || evasion_of(cp) == code(Evasion::math_letters)) rule.evasion = evasion_of(cp);
  if (rule.evasion == code(Evasion::math_letters) && in(cp, 0xFB00, 0xFDFF)) rule.evasion = Fold::kPlain;
  if (rule.evasion == Fold::kPlain && all_ascii_alnum(folded) && name_of(cp).starts_with("MODIFIER LETTER")) {
    rule.evasion = code(Evasion::small_caps);
  }
}

void apply_supplement(const Supplement& line, Rule& rule) {
  switch (line.way) {
    case Way::latin:
    case Way::phonetic:
      rule.folded = ascii(line.fold);
      rule.kind = CharKind::letter;
      rule.evasion = line.way == Way::phonetic ? code(Evasion::small_caps) : Fold::kPlain;
      rule.look = 0;
      break;
    case Way::look:
      if (rule.look != line.fold[0]) rule.flags |= Fold::kWeak;
      rule.look = line.fold[0];
      break;
    case Way::mark:
      rule.folded = ascii(line.fold);
      rule.kind = CharKind::other;
      rule.look = 0;
      break;
    case Way::invisible:
      rule.folded.clear();
      rule.kind = CharKind::invisible;
      rule.look = 0;
      break;
    case Way::space:
      rule.folded = U" ";
      rule.kind = CharKind::space;
      break;
  }
}

bool has_look(std::u32string_view text) {
  for (char32_t c : text) {
    if (rule_of(c).look != 0) return true;
  }
  return false;
}

// A letter that stays is written small; then it must not look more like a Latin one than it did before.
void inherit_look(char32_t cp, Rule& rule) {
  if (rule.folded.size() != 1 || rule.folded[0] == cp) return;
  const Rule small = rule_of(rule.folded[0]);
  if (small.look == 0 || small.kind != rule.kind) return;
  if (rule.look == 0) {
    rule.look = small.look;
    rule.flags |= small.flags & Fold::kWeak;
  } else if (!(small.flags & Fold::kWeak)) {
    rule.flags &= static_cast<uint8_t>(~Fold::kWeak);
  }
}

}  // namespace

Rule rule_of(char32_t cp) {
  Rule rule;
  rule.folded = std::u32string(1, cp);
  rule.grapheme_break = break_of(cp);
  rule.script = script_of(cp);
  if (in(cp, 0xD800, 0xDFFF)) return rule;
  if (is_lost_plane(cp)) {
    const Rule whole = rule_of(cp + 0x10000);
    if (whole.kind == CharKind::letter || whole.kind == CharKind::digit || whole.kind == CharKind::regional) {
      rule.folded =
          whole.kind == CharKind::regional ? std::u32string(1, static_cast<char32_t>(whole.look)) : whole.folded;
      rule.kind = whole.kind == CharKind::digit ? CharKind::digit : CharKind::letter;
      rule.evasion = code(Evasion::truncated);
      rule.script = Script::latin;
      rule.flags = whole.flags & Fold::kUpper;
      return rule;
    }
    if (whole.kind == CharKind::emoji) {
      rule.folded = whole.folded;
      rule.kind = CharKind::emoji;
      return rule;
    }
  }

  const UChar32 c = static_cast<UChar32>(cp);
  const Supplement* const line = supplement_of(cp);
  if (is_line_break(cp)) {
    rule.kind = CharKind::line_break;
    rule.folded = U"\n";
  } else if (u_hasBinaryProperty(c, UCHAR_WHITE_SPACE)) {
    rule.kind = CharKind::space;
    rule.folded = U" ";
  } else if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || u_charType(c) == U_CONTROL_CHAR ||
             in(cp, 0x1F3FB, 0x1F3FF) || rule.grapheme_break == Break::prepend) {
    // Signs that stand before another letter (Break::prepend) say nothing on their own.
    rule.kind = CharKind::invisible;
    rule.folded.clear();
  } else if (is_mark(cp)) {
    rule.kind = is_dropped_mark(cp) ? CharKind::mark : CharKind::kept_mark;
    if (rule.kind == CharKind::mark) rule.folded.clear();
    if (rule.kind == CharKind::mark && is_spelling_mark(cp)) rule.flags |= Fold::kSpelling;
    if (cp == 0x20E3) rule.evasion = code(Evasion::keycap);
    if (cp == 0x20DD || cp == 0x20DE || cp == 0x20DF || cp == 0x20E0 || cp == 0x20E2 || cp == 0x20E4) {
      rule.evasion = code(Evasion::enclosed);
    }
  } else if (rule.grapheme_break == Break::regional) {
    rule.kind = CharKind::regional;
    rule.look = static_cast<char>('a' + (cp - 0x1F1E6));
  } else if (cp == 0x1F51F) {
    rule.kind = CharKind::digit;
    rule.folded = U"10";
    rule.evasion = code(Evasion::keycap);
  } else if (cp == 0xA9 || cp == 0xAE || cp == 0x2117 || in(cp, 0x2120, 0x2122)) {
    rule.kind = CharKind::other;  // trade signs behind a name are no part of it
  } else if (line == nullptr && negative_enclosed(cp).empty() && is_fancy_symbol(cp) && cp >= 0x80 && cp != 0x203C &&
             cp != 0x24C2 && cp != 0x2139) {
    rule.kind = CharKind::emoji;
  } else {
    fold_letters(cp, rule);
    rule.kind = kind_of_plain(rule.folded[0]);
    if (rule.kind == CharKind::digit && rule.folded.size() == 1 &&
        u_charDigitValue(static_cast<UChar32>(rule.folded[0])) >= 0 && (line == nullptr || line->way != Way::look)) {
      rule.folded[0] = U'0' + static_cast<char32_t>(u_charDigitValue(static_cast<UChar32>(rule.folded[0])));
    }
    const bool stays = !all_ascii_alnum(rule.folded);
    if (rule.evasion == code(Evasion::math_letters) && rule.script == Script::common && stays)
      rule.script = Script::greek;
    if (stays && (rule.kind == CharKind::letter || (line != nullptr && line->way == Way::look))) {
      rule.look = look_of(cp);
      if (rule.script == Script::other || rule.script == Script::cjk || rule.script == Script::hangul) rule.look = 0;
      if (rule.script == Script::common && rule.look != 0) rule.flags |= Fold::kWeak;
      if (rule.folded.size() > 1 && has_look(rule.folded)) {
        rule.folded = std::u32string(1, cp);  // else its parts would be read as Latin when read again
        rule.look = 0;
      }
      if (line != nullptr && line->way == Way::look && kind_of_plain(cp) == CharKind::digit)
        rule.kind = CharKind::letter;
    }
    if (u_isUUppercase(c) || (rule.evasion != Fold::kPlain && name_of(cp).find("CAPITAL") != std::string::npos &&
                              name_of(cp).find("SMALL CAPITAL") == std::string::npos)) {
      rule.flags |= Fold::kUpper;
    }
    if (in(cp, 0xD400, 0xD7A3)) {
      const Rule whole = rule_of(cp + 0x10000);
      if (whole.evasion == code(Evasion::math_letters) && all_ascii_alnum(whole.folded))
        rule.flags |= Fold::kTruncatable;
    }
    if (all_ascii_alnum(rule.folded)) rule.script = Script::latin;
  }
  if (line != nullptr) apply_supplement(*line, rule);
  if (rule.kind == CharKind::letter || rule.kind == CharKind::other) inherit_look(cp, rule);
  return rule;
}

namespace {

std::u32string fold_fully(std::u32string text, char32_t cp) {
  for (int round = 0; round < 4; round++) {
    std::u32string bare = decomposed(nfkc_casefold(text));
    std::erase_if(bare, is_dropped_mark);
    bare = composed(bare);
    if (bare == text) break;
    text = bare;
  }
  std::u32string out;
  for (char32_t c : text) {
    if (c == cp) {
      out += c;  // the caller looks further
      continue;
    }
    static std::map<char32_t, std::u32string> seen;
    auto found = seen.find(c);
    if (found == seen.end()) {
      const Rule rule = rule_of(c);
      found = seen.emplace(c, rule.kind == CharKind::space ? std::u32string(1, c) : rule.folded).first;
    }
    out += found->second;
  }
  return out;
}

}  // namespace

bool rule_is_flag(char first, char second) {
  const char32_t pair[2] = {0x1F1E6 + static_cast<char32_t>(first - 'a'),
                            0x1F1E6 + static_cast<char32_t>(second - 'a')};
  const icu::UnicodeString text = utf16({pair, 2});
  return u_stringHasBinaryProperty(text.getBuffer(), text.length(), UCHAR_RGI_EMOJI_FLAG_SEQUENCE);
}

std::string data_version() { return std::string("Unicode ") + U_UNICODE_VERSION + ", ICU " + U_ICU_VERSION; }

}  // namespace pilah::generate
