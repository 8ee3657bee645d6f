"""How articles tell it: styles of numbers and dates, and the means of an attack, by the words of their spans."""

import re
from collections.abc import Mapping

from sigact.data.article import Article
from sigact.data.incident import Incident
from sigact.data.labels import TRIGGERS

_MEANS_ROLES = frozenset([*TRIGGERS, "WEAPON"])

_AGE = re.compile(r"\b\d+-year-old\b|\baged \d+\b")
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|dozen)"
)
_NUMBER = rf"(?:\d[\d,.]*|{_NUMBER_WORD}\b)"
NUMBER_STYLES = {
    "range": rf"\d\s*[-–]\s*\d|\b{_NUMBER}\s+(?:to|or)\s+{_NUMBER}|\bbetween {_NUMBER}\s+and\s+{_NUMBER}",
    "at least, more than, up to": r"\b(?:at least|at most|(?:no )?(?:more|fewer|less) than|over|up to|as many as|or more)\b",
    "about": rf"\b(?:about|around|some|nearly|almost|approximately|roughly|estimated|close to)\s+(?:an?\s+)?{_NUMBER}",
    "dozens, several": r"\b(?:dozens|scores|hundreds|thousands|several|many|few|numerous)\b",
    "digits": r"\d",
    "words": rf"\b{_NUMBER_WORD}\b",
    "name or noun only": "",
}
_MONTH = r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|ember|ober|tember)?\b"
DATE_STYLES = {
    "absolute": rf"{_MONTH}|\b(?:19|20)\d\d\b(?!\s*h)|\b\d+[/-]\d+[/-]\d+\b",
    "weekday": r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b",
    "relative": r"\b(?:today|tonight|yesterday|overnight|last|this|earlier|later|ago|previous|preceding|next|following|same|weekend)\b",
    "time of day only": "",
}
# Over the words of an incident's triggers and weapons, its weapon classes, type, stage and `suicide`.
MEANS = {
    "rocket": r"\brockets?\b",
    "missile": r"\bmissiles?\b",
    "mortar": r"\bmortars?\b",
    "artillery": r"\b(?:artillery|howitzers?|shell(?:s|ed|ing|fire)?)\b",
    "air strike": r"\bair[ -]?(?:strikes?|raids?)\b|\b(?:warplanes?|jets?|helicopters?|glide bombs?|barrel bombs?)\b",
    "drone": r"drone|\bquadcopters?\b",
    "suicide": r"\bsuicide\b",
    "car bomb": r"weapon explosives vehicle|\b(?:car|truck|van|lorry|vehicle) bomb",
    "roadside bomb": r"\broadside\b|weapon explosives landmine",
    "grenade": r"grenade",
    "shooting": r"\b(?:shot|shots|shoot\w*|gunned|opened fire|gunfire)\b|firearms",
    "ambush": r"\bambush",
    "stabbing": r"\bstab|\bkni(?:fe|ves)\b|weapon melee (?:knife|sharp_object)",
    "ramming": r"\bramm|weapon vehicle",
    "arson": r"\barson|torch|\bset [^|]*fire\b|\bablaze\b",
    "sabotage": r"sabotage",
    "piracy": r"\b(?:pirates?|piracy|boarded)\b",
    "kidnapping": r"hostage_kidnapping",
    "hostage siege": r"hostage_barricade",
    "hijacking": r"type hijacking",
    "assassination": r"type assassination",
    "foiled": r"stage attempted",
    "threat or hoax": r"stage threatened",
}


def number_style(phrase: str) -> str:
    """How a phrase about people gives their number: the first style whose words it has, ages and what follows a comma left aside."""
    return _style(NUMBER_STYLES, _AGE.sub("", re.split(r",\s", phrase.lower(), maxsplit=1)[0]))


def date_style(phrase: str) -> str:
    """How a phrase tells the day: absolute (a month or year), weekday, relative, or only the time of day; the first that it has."""
    return _style(DATE_STYLES, phrase.lower())


def _style(styles: Mapping[str, str], lowered: str) -> str:
    return next(name for name, pattern in styles.items() if re.search(pattern, lowered))


def means_of(article: Article, incident: Incident) -> list[str]:
    """By which means an incident was done, all that its annotation tells; see `MEANS`."""
    phrases = {span.id: article.text[span.start : span.end] for span in article.spans}
    told = [phrases[argument.span] for argument in incident.args if argument.role in _MEANS_ROLES]
    told += [f"weapon {weapon.class_} {weapon.subclass or ''}" for weapon in incident.weapons]
    told += [f"type {incident.type}", f"stage {incident.stage}", "suicide" if incident.suicide else ""]
    said = " | ".join(told).lower()
    return [name for name, pattern in MEANS.items() if re.search(pattern, said)]
