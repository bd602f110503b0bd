// SPDX-License-Identifier: Apache-2.0
// The code of every problem the compiler reports. docs/ERRORS.md explains each; a code, once released, keeps its
// meaning for ever. E is an error, W a warning; the hundreds tell text, structure, patterns, references, policy and
// cases.
#pragma once

namespace pilah::code {

// Text of a file
inline constexpr const char* kTomlSyntax = "E101";
inline constexpr const char* kNotUtf8 = "E102";
inline constexpr const char* kFileTooLarge = "E103";
inline constexpr const char* kNestedKeys = "E104";
inline constexpr const char* kNul = "E105";

// Structure
inline constexpr const char* kUnknownKey = "E201";
inline constexpr const char* kWrongType = "E202";
inline constexpr const char* kMissingKey = "E203";
inline constexpr const char* kUnknownFile = "E204";
inline constexpr const char* kBadName = "E205";
inline constexpr const char* kDuplicateId = "E206";
inline constexpr const char* kRetiredId = "E207";
inline constexpr const char* kDuplicatePack = "E208";
inline constexpr const char* kUnknownValue = "E209";
inline constexpr const char* kBadFact = "E210";
inline constexpr const char* kKindOfOtherLabel = "E211";
inline constexpr const char* kPointsRange = "E212";
inline constexpr const char* kNumberRange = "E213";
inline constexpr const char* kLabelWithoutPoints = "E214";
inline constexpr const char* kMissingLabel = "E215";
inline constexpr const char* kMatchesNothing = "E216";
inline constexpr const char* kDeclaredTwice = "E217";
inline constexpr const char* kSlangConflict = "E218";
inline constexpr const char* kSlangLength = "E219";
inline constexpr const char* kSharedOnly = "E220";
inline constexpr const char* kOverlayOnly = "E221";
inline constexpr const char* kRegexNeeds = "E222";
inline constexpr const char* kTooManyTags = "E223";
inline constexpr const char* kSecondFile = "E224";
inline constexpr const char* kTooMuch = "E225";

// Patterns and regular expressions
inline constexpr const char* kEmptyPattern = "E301";
inline constexpr const char* kBadGap = "E302";
inline constexpr const char* kGapAtEdge = "E303";
inline constexpr const char* kOnlyOptional = "E304";
inline constexpr const char* kUnbalanced = "E305";
inline constexpr const char* kShortPrefix = "E306";
inline constexpr const char* kUnknownTyped = "E307";
inline constexpr const char* kTooManyPlaces = "E308";
inline constexpr const char* kPatternDepth = "E309";
inline constexpr const char* kMisplacedSign = "E310";
inline constexpr const char* kMissingSpace = "E311";
inline constexpr const char* kBadRegex = "E312";
inline constexpr const char* kTooManyAlternatives = "E313";
inline constexpr const char* kNeverProduced = "E314";

// References
inline constexpr const char* kUnknownSet = "E401";
inline constexpr const char* kCircularSet = "E402";
inline constexpr const char* kUnknownTag = "E403";
inline constexpr const char* kUnknownGroup = "E404";
inline constexpr const char* kGroupOfOtherLabel = "E405";
inline constexpr const char* kCapTooLow = "E406";
inline constexpr const char* kUnknownRule = "E407";
inline constexpr const char* kCircularRule = "E408";
inline constexpr const char* kUnknownChange = "E409";
inline constexpr const char* kUnknownScore = "W410";
inline constexpr const char* kIdleRule = "W411";
inline constexpr const char* kNeverRuns = "W412";
inline constexpr const char* kUnaskedWord = "E413";

// Policy and scores
inline constexpr const char* kBadCondition = "E501";
inline constexpr const char* kUnknownInCondition = "E502";
inline constexpr const char* kNoDefaultRow = "E503";
inline constexpr const char* kUnreachableRow = "E504";
inline constexpr const char* kUnsafeHide = "E505";
inline constexpr const char* kDuplicateRow = "E506";
inline constexpr const char* kUnknownAction = "E507";
inline constexpr const char* kBadDuration = "E508";
inline constexpr const char* kCalibration = "E509";
inline constexpr const char* kContradiction = "E510";
inline constexpr const char* kBadTime = "E511";
inline constexpr const char* kFallingPriority = "E512";
inline constexpr const char* kUnknownRow = "E513";
inline constexpr const char* kNoText = "E514";
inline constexpr const char* kSilencedRow = "W515";
inline constexpr const char* kPolicyTooLarge = "E516";

// Cases
inline constexpr const char* kNoCases = "W601";
inline constexpr const char* kFewOk = "W602";
inline constexpr const char* kCaseBothWays = "E603";
inline constexpr const char* kMissedHit = "E604";
inline constexpr const char* kFalseHit = "E605";
inline constexpr const char* kTodoDone = "W606";

}  // namespace pilah::code
