# SPDX-License-Identifier: Apache-2.0
"""What pilah.h and pilah_arrow.h and pilah_unstable.h say, for ctypes.

Written by tools/generate_abi.py; a test writes it again and compares. Do not edit."""
# ruff: noqa
from ctypes import (
    Structure, c_char_p, c_double, c_int, c_int32, c_int64, c_size_t, c_uint32, c_uint64, c_void_p,
)
from typing import Any

PILAH_VERSION_MAJOR = 0
PILAH_VERSION_MINOR = 1
PILAH_VERSION_PATCH = 0
PILAH_ABI_VERSION = 0
PILAH_TEXT_MAX = 67108864
PILAH_TIME_MAX = 253402300799
PILAH_OK = 0
PILAH_NULL_ARGUMENT = 10
PILAH_BAD_STRUCT_SIZE = 11
PILAH_UNKNOWN_FIELD = 12
PILAH_BAD_ARGUMENT = 13
PILAH_SCRATCH_BUSY = 14
PILAH_ABANDONED = 15
PILAH_TEXT_TOO_LARGE = 20
PILAH_BUFFER_TOO_SMALL = 21
PILAH_IMAGE_TRUNCATED = 30
PILAH_IMAGE_NOT_PILAH = 31
PILAH_IMAGE_BYTE_ORDER = 32
PILAH_IMAGE_TOO_NEW = 33
PILAH_IMAGE_TOO_OLD = 34
PILAH_IMAGE_OTHER_TEXT = 35
PILAH_IMAGE_CORRUPT = 36
PILAH_RULES_REJECTED = 40
PILAH_OUT_OF_MEMORY = 50
PILAH_FILE_NOT_READABLE = 51
PILAH_INTERNAL = 99
PILAH_COMPLAINT = 0
PILAH_ABUSE = 1
PILAH_SPAM = 2
PILAH_INFLUENCER = 3
PILAH_LABEL_COUNT = 4
PILAH_NO_LABEL = -1
PILAH_NONE = 0
PILAH_RESPOND = 1
PILAH_HIDE = 2
PILAH_ESCALATE = 3
PILAH_CHANNEL_NONE = 0
PILAH_PUBLIC = 1
PILAH_PRIVATE = 2
PILAH_PUBLIC_THEN_PRIVATE = 3
PILAH_LANGUAGE_UNKNOWN = 0
PILAH_INDONESIAN = 1
PILAH_ENGLISH = 2
PILAH_MIXED = 3
PILAH_JAVANESE = 4
PILAH_SUNDANESE = 5
PILAH_UNKNOWN = -1
PILAH_NO = 0
PILAH_YES = 1
PILAH_ON_INSTAGRAM = 0
PILAH_ON_FACEBOOK = 1
PILAH_ON_YOUTUBE = 2
PILAH_ON_TIKTOK = 3
PILAH_ON_X = 4
PILAH_ON_THREADS = 5
PILAH_ON_GOOGLE_PLAY = 6
PILAH_ON_APP_STORE = 7
PILAH_ON_OTHER = 8
PILAH_PLATFORM_COUNT = 9
PILAH_SEVERITY = 0
PILAH_EXPOSURE = 1
PILAH_AUTHORITY = 2
PILAH_WAITING = 3
PILAH_REPETITION = 4
PILAH_PART_COUNT = 5
PILAH_ORDINARY = 0
PILAH_NANO = 1
PILAH_MICRO = 2
PILAH_MACRO = 3
PILAH_MEGA = 4
PILAH_WHO_VERIFIED = 1
PILAH_WHO_PUBLIC_FIGURE = 2
PILAH_WHO_PRESS = 4
PILAH_WHO_CREATOR = 8
PILAH_WHO_CUSTOMER = 16
PILAH_WHO_ADVOCATE = 32
PILAH_WHO_FIRST_TIME = 64
PILAH_WHO_REPEAT = 128
PILAH_WHO_CHRONIC = 256
PILAH_WHO_GABUT = 512
PILAH_WANTS_INFORMATION = 1
PILAH_WANTS_FIX = 2
PILAH_WANTS_REFUND = 4
PILAH_WANTS_COMPENSATION = 8
PILAH_WANTS_APOLOGY = 16
PILAH_WANTS_ATTENTION = 32
PILAH_CALM = 0
PILAH_SARCASTIC = 1
PILAH_ANGRY = 2
PILAH_BAPER = 3
PILAH_IN_TEXT = 0
PILAH_IN_BIO = 1
PILAH_IN_FACTS = 2
PILAH_EVIDENCE_SHADOW = 1
PILAH_EVIDENCE_ABSORBED = 2
PILAH_EVIDENCE_CAPPED = 4
PILAH_WITHOUT_SCORES = 1
PILAH_WITHOUT_CONTEXT = 2
PILAH_WITHOUT_PATTERNS = 4
PILAH_WITHOUT_SPELLINGS = 8
PILAH_WITHOUT_DISGUISES = 16
PILAH_WITHOUT_ALL = 31
PILAH_FORM_RULE = 0
PILAH_FORM_LEXICON = 1
PILAH_FORM_COMPOSITE = 2
PILAH_PHONE = 1
PILAH_EMAIL = 2
PILAH_NATIONAL_ID = 4
PILAH_ACCOUNT = 8
PILAH_ORDER = 16
PILAH_HANDLE = 32
PILAH_ALL_PERSONAL = 63
PILAH_ARROW_CODE_POINTS = 1
PILAH_ARROW_DICTIONARIES = 2
PILAH_STAGE_TEXT = 0
PILAH_STAGE_MATCH = 1
PILAH_STAGE_SCORE = 2
PILAH_STAGE_ANSWER = 3
PILAH_STAGE_COUNT = 4


class pilah_source(Structure):
    _fields_ = [
        ("name", c_char_p),
        ("text", c_char_p),
        ("text_size", c_size_t),
        ("overlay", c_int32),
        ("reserved", c_int32),
    ]


class pilah_compile_options(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("release", c_int32),
        ("run_cases", c_int32),
        ("base", c_int32),
        ("without", c_uint32),
    ]


class pilah_rule(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("label", c_int32),
        ("id", c_char_p),
        ("status", c_char_p),
        ("wrong_when", c_char_p),
        ("points", c_int32),
        ("kind", c_int32),
        ("group", c_char_p),
        ("group_cap", c_int32),
        ("form", c_int32),
    ]


class pilah_diagnostic(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("severity", c_int32),
        ("code", c_char_p),
        ("source", c_char_p),
        ("line", c_uint32),
        ("column", c_uint32),
        ("message", c_char_p),
        ("help", c_char_p),
        ("text", c_char_p),
    ]


class pilah_comment(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("author_verified", c_int32),
        ("text", c_char_p),
        ("text_size", c_size_t),
        ("author_bio", c_char_p),
        ("author_bio_size", c_size_t),
        ("author_followers", c_int64),
        ("author_following", c_int64),
        ("author_account_days", c_int64),
        ("author_posts_per_day", c_int64),
        ("author_business", c_int32),
        ("author_customer", c_int32),
        ("author_earlier_complaints", c_int64),
        ("author_earlier_hidden", c_int64),
        ("author_unanswered_reports", c_int64),
        ("time", c_int64),
        ("now", c_int64),
        ("likes", c_int64),
        ("replies", c_int64),
        ("position", c_int64),
        ("copies", c_int64),
        ("copy_authors", c_int64),
        ("promotions", c_int64),
        ("promotion_authors", c_int64),
        ("platform", c_int32),
        ("is_reply", c_int32),
        ("edited", c_int32),
        ("thread_ours", c_int32),
        ("thread_owner", c_int32),
        ("reserved", c_int32),
    ]


class pilah_score(Structure):
    _fields_ = [
        ("points", c_int32),
        ("holds", c_int32),
        ("probability", c_double),
        ("kind", c_int32),
        ("target", c_int32),
    ]


class pilah_evidence(Structure):
    _fields_ = [
        ("rule", c_char_p),
        ("label", c_int32),
        ("points", c_int32),
        ("begin", c_uint32),
        ("end", c_uint32),
        ("field", c_int32),
        ("flags", c_uint32),
        ("evasions", c_uint32),
        ("rule_points", c_int32),
    ]


class pilah_entity(Structure):
    _fields_ = [
        ("type", c_char_p),
        ("begin", c_uint32),
        ("end", c_uint32),
    ]


class pilah_platform_step(Structure):
    _fields_ = [
        ("verb", c_char_p),
        ("use", c_char_p),
        ("possible", c_int32),
        ("reserved", c_int32),
        ("how_id", c_char_p),
        ("how_en", c_char_p),
        ("source", c_char_p),
        ("url", c_char_p),
    ]


class pilah_verdict(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("label", c_int32),
        ("scores", pilah_score * 4),
        ("action", c_int32),
        ("priority", c_int32),
        ("respond_within_minutes", c_int32),
        ("channel", c_int32),
        ("route", c_char_p),
        ("policy_row", c_char_p),
        ("reason_id", c_char_p),
        ("reason_en", c_char_p),
        ("checklist", c_void_p),
        ("checklist_count", c_uint32),
        ("evidence_count", c_uint32),
        ("evidence", c_void_p),
        ("tags", c_uint64),
        ("campaign", c_uint64),
        ("promotion", c_uint64),
        ("entities", c_void_p),
        ("entity_count", c_uint32),
        ("evasions", c_uint32),
        ("language", c_int32),
        ("invalid_sequences", c_uint32),
        ("ruleset_hash", c_char_p),
        ("priority_parts", c_int32 * 5),
        ("tier", c_int32),
        ("heard_from", c_uint32),
        ("who", c_uint32),
        ("wants", c_uint32),
        ("tone", c_int32),
        ("days", c_uint32),
        ("platform_step_count", c_uint32),
        ("due", c_int64),
        ("platform_steps", c_void_p),
    ]


class pilah_call(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("ruleset", c_void_p),
        ("scratch", c_void_p),
        ("facts", c_void_p),
        ("block", c_void_p),
        ("block_size", c_size_t),
    ]


class pilah_packed(Structure):
    _fields_ = [
        ("size", c_uint64),
        ("verdict", pilah_verdict),
    ]


class pilah_near_row(Structure):
    _fields_ = [
        ("id", c_char_p),
        ("missing", c_char_p),
        ("action", c_int32),
        ("reserved", c_int32),
    ]


class pilah_window_options(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("keys", c_uint32),
        ("length", c_int64),
        ("in_seconds", c_int32),
        ("reserved", c_int32),
    ]


class pilah_token(Structure):
    _fields_ = [
        ("begin", c_uint32),
        ("end", c_uint32),
        ("folded", c_char_p),
        ("folded_size", c_size_t),
        ("standard", c_char_p),
        ("step", c_char_p),
        ("evasions", c_uint32),
        ("reserved", c_uint32),
    ]


class pilah_arrow_options(Structure):
    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("columns", c_void_p),
        ("column_count", c_size_t),
        ("window", c_void_p),
        ("turn", c_void_p),
        ("turn_context", c_void_p),
    ]


# The same for the struct module, which reads all fields in one go.
FORMATS: dict[str, str] = {
    "pilah_source": "PPNii",
    "pilah_compile_options": "IiiiI",
    "pilah_rule": "IiPPPiiPii",
    "pilah_diagnostic": "IiPPIIPPP",
    "pilah_comment": "IiPNPNqqqqiiqqqqqqqqqqqqiiiiii",
    "pilah_score": "iidii",
    "pilah_evidence": "PiiIIiIIi",
    "pilah_entity": "PII",
    "pilah_platform_step": "PPiiPPPP",
    "pilah_verdict": "Ii0diidii0d0diidii0d0diidii0d0diidii0diiiiPPPPPIIPQQQPIIiIPiiiiiiIIIiIIqP",
    "pilah_call": "IIPPPPN",
    "pilah_packed": "Q0dIi0diidii0d0diidii0d0diidii0d0diidii0diiiiPPPPPIIPQQQPIIiIPiiiiiiIIIiIIqP0d",
    "pilah_near_row": "PPii",
    "pilah_window_options": "IIqii",
    "pilah_token": "IIPNPPII",
    "pilah_arrow_options": "IIPNPPP",
}
FIELDS: dict[str, tuple[str, ...]] = {
    "pilah_source": (
        "name",
        "text",
        "text_size",
        "overlay",
        "reserved",
    ),
    "pilah_compile_options": (
        "struct_size",
        "release",
        "run_cases",
        "base",
        "without",
    ),
    "pilah_rule": (
        "struct_size",
        "label",
        "id",
        "status",
        "wrong_when",
        "points",
        "kind",
        "group",
        "group_cap",
        "form",
    ),
    "pilah_diagnostic": (
        "struct_size",
        "severity",
        "code",
        "source",
        "line",
        "column",
        "message",
        "help",
        "text",
    ),
    "pilah_comment": (
        "struct_size",
        "author_verified",
        "text",
        "text_size",
        "author_bio",
        "author_bio_size",
        "author_followers",
        "author_following",
        "author_account_days",
        "author_posts_per_day",
        "author_business",
        "author_customer",
        "author_earlier_complaints",
        "author_earlier_hidden",
        "author_unanswered_reports",
        "time",
        "now",
        "likes",
        "replies",
        "position",
        "copies",
        "copy_authors",
        "promotions",
        "promotion_authors",
        "platform",
        "is_reply",
        "edited",
        "thread_ours",
        "thread_owner",
        "reserved",
    ),
    "pilah_score": (
        "points",
        "holds",
        "probability",
        "kind",
        "target",
    ),
    "pilah_evidence": (
        "rule",
        "label",
        "points",
        "begin",
        "end",
        "field",
        "flags",
        "evasions",
        "rule_points",
    ),
    "pilah_entity": (
        "type",
        "begin",
        "end",
    ),
    "pilah_platform_step": (
        "verb",
        "use",
        "possible",
        "reserved",
        "how_id",
        "how_en",
        "source",
        "url",
    ),
    "pilah_verdict": (
        "struct_size",
        "label",
        "scores_0_points",
        "scores_0_holds",
        "scores_0_probability",
        "scores_0_kind",
        "scores_0_target",
        "scores_1_points",
        "scores_1_holds",
        "scores_1_probability",
        "scores_1_kind",
        "scores_1_target",
        "scores_2_points",
        "scores_2_holds",
        "scores_2_probability",
        "scores_2_kind",
        "scores_2_target",
        "scores_3_points",
        "scores_3_holds",
        "scores_3_probability",
        "scores_3_kind",
        "scores_3_target",
        "action",
        "priority",
        "respond_within_minutes",
        "channel",
        "route",
        "policy_row",
        "reason_id",
        "reason_en",
        "checklist",
        "checklist_count",
        "evidence_count",
        "evidence",
        "tags",
        "campaign",
        "promotion",
        "entities",
        "entity_count",
        "evasions",
        "language",
        "invalid_sequences",
        "ruleset_hash",
        "priority_parts_0",
        "priority_parts_1",
        "priority_parts_2",
        "priority_parts_3",
        "priority_parts_4",
        "tier",
        "heard_from",
        "who",
        "wants",
        "tone",
        "days",
        "platform_step_count",
        "due",
        "platform_steps",
    ),
    "pilah_call": (
        "struct_size",
        "reserved",
        "ruleset",
        "scratch",
        "facts",
        "block",
        "block_size",
    ),
    "pilah_packed": (
        "size",
        "verdict_struct_size",
        "verdict_label",
        "verdict_scores_0_points",
        "verdict_scores_0_holds",
        "verdict_scores_0_probability",
        "verdict_scores_0_kind",
        "verdict_scores_0_target",
        "verdict_scores_1_points",
        "verdict_scores_1_holds",
        "verdict_scores_1_probability",
        "verdict_scores_1_kind",
        "verdict_scores_1_target",
        "verdict_scores_2_points",
        "verdict_scores_2_holds",
        "verdict_scores_2_probability",
        "verdict_scores_2_kind",
        "verdict_scores_2_target",
        "verdict_scores_3_points",
        "verdict_scores_3_holds",
        "verdict_scores_3_probability",
        "verdict_scores_3_kind",
        "verdict_scores_3_target",
        "verdict_action",
        "verdict_priority",
        "verdict_respond_within_minutes",
        "verdict_channel",
        "verdict_route",
        "verdict_policy_row",
        "verdict_reason_id",
        "verdict_reason_en",
        "verdict_checklist",
        "verdict_checklist_count",
        "verdict_evidence_count",
        "verdict_evidence",
        "verdict_tags",
        "verdict_campaign",
        "verdict_promotion",
        "verdict_entities",
        "verdict_entity_count",
        "verdict_evasions",
        "verdict_language",
        "verdict_invalid_sequences",
        "verdict_ruleset_hash",
        "verdict_priority_parts_0",
        "verdict_priority_parts_1",
        "verdict_priority_parts_2",
        "verdict_priority_parts_3",
        "verdict_priority_parts_4",
        "verdict_tier",
        "verdict_heard_from",
        "verdict_who",
        "verdict_wants",
        "verdict_tone",
        "verdict_days",
        "verdict_platform_step_count",
        "verdict_due",
        "verdict_platform_steps",
    ),
    "pilah_near_row": (
        "id",
        "missing",
        "action",
        "reserved",
    ),
    "pilah_window_options": (
        "struct_size",
        "keys",
        "length",
        "in_seconds",
        "reserved",
    ),
    "pilah_token": (
        "begin",
        "end",
        "folded",
        "folded_size",
        "standard",
        "step",
        "evasions",
        "reserved",
    ),
    "pilah_arrow_options": (
        "struct_size",
        "flags",
        "columns",
        "column_count",
        "window",
        "turn",
        "turn_context",
    ),
}

# Function: what it returns, what it takes.
PROTOTYPES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "pilah_version": (c_char_p, ()),
    "pilah_abi_version": (c_uint32, ()),
    "pilah_status_name": (c_char_p, (c_int,)),
    "pilah_status_message": (c_char_p, (c_int,)),
    "pilah_label_name": (c_char_p, (c_int32,)),
    "pilah_action_name": (c_char_p, (c_int32,)),
    "pilah_channel_name": (c_char_p, (c_int32,)),
    "pilah_language_name": (c_char_p, (c_int32,)),
    "pilah_kind_name": (c_char_p, (c_int32,)),
    "pilah_target_name": (c_char_p, (c_int32,)),
    "pilah_platform_name": (c_char_p, (c_int32,)),
    "pilah_part_name": (c_char_p, (c_int32,)),
    "pilah_tier_name": (c_char_p, (c_int32,)),
    "pilah_tone_name": (c_char_p, (c_int32,)),
    "pilah_who_name": (c_char_p, (c_uint32,)),
    "pilah_want_name": (c_char_p, (c_uint32,)),
    "pilah_evasion_name": (c_char_p, (c_uint32,)),
    "pilah_ruleset_default": (c_int, (c_void_p,)),
    "pilah_ruleset_open": (c_int, (c_char_p, c_void_p)),
    "pilah_ruleset_load": (c_int, (c_void_p, c_size_t, c_void_p)),
    "pilah_compile_options_init": (None, (c_void_p, c_size_t)),
    "pilah_ruleset_compile": (c_int, (c_void_p, c_size_t, c_void_p, c_void_p, c_void_p)),
    "pilah_ruleset_retain": (c_void_p, (c_void_p,)),
    "pilah_ruleset_free": (None, (c_void_p,)),
    "pilah_ruleset_hash": (c_char_p, (c_void_p,)),
    "pilah_ruleset_image": (c_int, (c_void_p, c_void_p, c_void_p)),
    "pilah_ruleset_rule_count": (c_uint32, (c_void_p,)),
    "pilah_ruleset_rule_at": (c_int, (c_void_p, c_uint32, c_void_p)),
    "pilah_ruleset_tag_name": (c_char_p, (c_void_p, c_uint32)),
    "pilah_ruleset_threshold": (c_int32, (c_void_p, c_int32)),
    "pilah_ruleset_checklist_text": (c_char_p, (c_void_p, c_char_p, c_int32)),
    "pilah_ruleset_day_name": (c_char_p, (c_void_p, c_uint32)),
    "pilah_ruleset_zone_minutes": (c_int32, (c_void_p,)),
    "pilah_ruleset_policy_page": (c_int, (c_void_p, c_int32, c_void_p, c_size_t, c_void_p)),
    "pilah_diagnostics_count": (c_uint32, (c_void_p,)),
    "pilah_diagnostics_at": (c_int, (c_void_p, c_uint32, c_void_p)),
    "pilah_diagnostics_free": (None, (c_void_p,)),
    "pilah_scratch_new": (c_int, (c_void_p,)),
    "pilah_scratch_free": (None, (c_void_p,)),
    "pilah_comment_init": (None, (c_void_p, c_size_t)),
    "pilah_verdict_init": (None, (c_void_p, c_size_t)),
    "pilah_classify": (c_int, (c_void_p, c_void_p, c_void_p, c_void_p)),
    "pilah_call_init": (None, (c_void_p, c_size_t)),
    "pilah_classify_packed": (c_int, (c_void_p, c_char_p, c_uint32)),
    "pilah_mask": (c_int, (c_void_p, c_void_p, c_void_p, c_uint32, c_void_p, c_size_t, c_void_p)),
    "pilah_decide": (c_int, (c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)),
    "pilah_scratch_near_rows": (c_int, (c_void_p, c_void_p, c_void_p, c_void_p)),
    "pilah_scratch_reason": (c_int, (c_void_p, c_void_p, c_void_p)),
    "pilah_window_options_init": (None, (c_void_p, c_size_t)),
    "pilah_window_new": (c_int, (c_void_p, c_void_p)),
    "pilah_window_free": (None, (c_void_p,)),
    "pilah_campaign_keys": (c_int, (c_void_p, c_char_p, c_size_t, c_void_p, c_void_p)),
    "pilah_window_note": (c_int, (c_void_p, c_uint64, c_uint64, c_char_p, c_size_t, c_void_p)),
    "pilah_find_personal": (c_int, (c_void_p, c_char_p, c_size_t, c_uint32, c_void_p, c_void_p)),
    "pilah_mask_personal": (c_int, (c_void_p, c_char_p, c_size_t, c_uint32, c_void_p, c_size_t, c_void_p)),
    "pilah_scratch_tokens": (c_int, (c_void_p, c_void_p, c_void_p, c_void_p)),
    "pilah_offset_codepoints": (c_size_t, (c_char_p, c_size_t, c_size_t)),
    "pilah_offset_utf16": (c_size_t, (c_char_p, c_size_t, c_size_t)),
    "pilah_arrow_options_init": (None, (c_void_p, c_size_t)),
    "pilah_classify_arrow": (c_int, (c_void_p, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)),
}
