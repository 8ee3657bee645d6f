"""Words for people and what they tell: GTD target class and subclass, and a toll group's category; the first line that fits decides."""

import re
from functools import lru_cache
from typing import NamedTuple

from sigact.data.gtd import TargetClass
from sigact.data.incident import PeopleCategory


class Described(NamedTuple):
    """What a phrase tells of people; None where the words do not tell."""

    class_: TargetClass | None
    subclass: str | None
    category: PeopleCategory | None


_FIGHTERS = (
    r"militants?|insurgents?|rebels?|guerrillas?|terrorists?|extremists?|jihadi(?:st)?s?|Maoists?|Naxal(?:ite)?s?|cadres?|ultras?"
    r"|separatists?"
    r"|fighters?|gunm[ae]n|militiam[ae]n|vigilantes?|gangsters?|gang members?|mercenar(?:y|ies)|bandits?|Taliban|contras?|extortionists?"
)
_POLICE = (
    r"police(?:m[ae]n|wom[ae]n)?|gendarmes?|constables?|sheriff\w*|inspectors? of police|(?:sub-?)?inspectors?|carabinier[ei]|CRPF|DPO"
    r"|SHO|ASI"
    r"|traffic officers?|special officers?|jailers?|warders?|prison (?:guards?|officers?)|deputy warden|troopers?|detectives?"
)
_MILITARY = (
    r"soldiers?|troops?|jawans?|conscripts?|service ?(?:m[ae]n|wom[ae]n|members?)|army|military|paratroopers?|marines?|navy|naval"
    r"|airm[ae]n|peace ?keepers?"
    r"|border guards?|lieutenants?|corporals?|(?<!attorney )(?<!secretary )generals?|colonels?|commandos?|brigadiers?|naik|havildar"
    r"|privates?(?= (?-i:[A-Z]))|majors?|Lt|Col|Gen|Maj|Brig|Pvt|Cpl|Capt"
    r"|infantry\w*|rangers|personnel of the Frontier Corps|(?:armed )?forces|regiment|battalion|navy|frontier corps"
)
_OFFICIAL = (
    r"mayors?|governors?|ministers?|senators?|deput(?:y|ies)|lawmakers?|legislators?|councill?ors?|council(?:m[ae]n|wom[ae]n)"
    r"|congress(?:m[ae]n|wom[ae]n)"
    r"|politicians?|candidates?|presidents?|vice[- ]presidents?|prosecutors?|judges?|magistrates?|attorneys? general|ambassadors?"
    r"|consuls?|diplomats?"
    r"|officials?|commissioners?|secretar(?:y|ies) of state|envoys?|village chiefs?|village heads?|chiefs?(?! (?:engineer|mate|clerk"
    r"|editor|cook))|sarpanch|representatives?|tax collectors?"
    r"|civil servants?|government (?:workers?|employees?|staff)|bureaucrats?|education chief|prefects?|MPs?|MLAs?|party (?:leaders?"
    r"|workers?)|Rep|Sen"
    r"|(?:ward|deputy|provincial|district) (?:head|chief|director|secretary)|provincial director|leader of the opposition|surveyors?"
    r"|premiers?"
)
_HELPERS = r"aid workers?|humanitarian\w*|relief workers?|deminers?|NGO \w+|charity workers?|Red (?:Cross|Crescent) \w+|volunteers? of"
_PRESS = (
    r"journalists?|reporters?|editors?|correspondents?|photographers?|camera(?:m[ae]n|wom[ae]n)?|presenters?|broadcasters?|columnists?"
    r"|news ?(?:m[ae]n|readers?)"
    r"|(?:TV|television|radio|film) crews?|news crew|bloggers?|anchors?"
)
_CLERGY = (
    r"priests?|pastors?|imams?|nuns?|monks?|bishops?|archbishops?|rabbis?|clerics?|reverends?|rev|father (?=[A-Z])"
    r"|sisters? (?=[A-Z]\w+[- ][A-Z])|maulanas?|mullahs?"
    r"|catechists?|missionar(?:y|ies)|chaplains?|muezzins?|preachers?|deacons?|jesuits?|clergy\w*|seminarians?|cardinals?|sheikhs?"
)
_MEDICS = (
    r"nurses?|doctors?|midwi(?:fe|ves)|health (?:workers?|team)|physicians?|medics?|surgeons?|pharmacists?|vaccinators?"
    r"|polio workers?|patients?|dr"
)
_TEACHERS = (
    r"teachers?|professors?|lecturers?|headm(?:aster|istress)(?:es|s)?|principals?|teaching assistants?|school staff|teaching \w+|rectors?"
)
_TRADE = (
    r"traders?|shop(?:keepers?| assistants?| owners?)|merchants?|sellers?|vendors?|business(?:m[ae]n|wom[ae]n)|(?:bank )?tellers?"
    r"|cashiers?|waiters?|waitress(?:es)?"
    r"|contractors?|(?:bank|company|hotel|shop|oil|mine|factory) (?:employees?|workers?|staff|owners?|managers?)|managers?|butchers?"
    r"|bakers?|cattlem[ae]n|ranchers?"
    r"|stallholders?|store ?keepers?|barbers?|customers?"
)
_WATCH = r"(?:security|night|private|parish|store) guards?|watchm[ae]n|night-?watchm[ae]n|bodyguards?"
_CHILDREN = (
    r"child(?:ren)?|bab(?:y|ies)|infants?|newborns?|toddlers?|girls?|boys?|school ?(?:child(?:ren)?|boys?|girls?)|pupils?|teenagers?"
    r"|teens?|adolescents?"
    r"|minors?|(?<![\w-])(?:[1-9]|1[0-7]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen)[- ]years?[- ]old"
)
_WOMEN = r"wom[ae]n|wi(?:fe|ves)|mothers?|grandmothers?|widows?|housewi(?:fe|ves)|brides?|ladies|lady"
_WORKERS = (
    r"drivers?|cooks?|farmers?|herders?|herdsm[ae]n|shepherds?|fisherm[ae]n|workers?|labou?rers?|miners?|engineers?|mechanics?"
    r"|technicians?|clerks?|electricians?"
    r"|gardeners?|tailors?|potters?|weavers?|loaders?|tappers?|foreman|foremen|cleaners?|helpers?|chefs?|artists?|musicians?|wrestlers?"
    r"|linem[ae]n|conductors?"
    r"|porters?|carpenters?|janitors?|operators?|lawyers?|activists?|apprentices?|postm[ae]n|organisers?|dispatchers?|singers?|trainees?"
    r"|interns?|riders?|volunteers?|aides?|growers?|diggers?|stewards?"
)
_CIVILIANS = (
    r"civilians?|residents?|villagers?|citizens?|bystanders?|passers?-?by|worshippers?|passengers?|commuters?|shoppers?|pedestrians?"
    r"|motorists?|neighbou?rs?"
    r"|famil(?:y|ies)|fans?|spectators?|mourners?|guests?|congregations?|members of the congregation|elders?|tribesm[ae]n|locals?"
    r"|townspeople|retirees?|pensioners?|migrants?"
    r"|revellers?|supporters?|onlookers?|peasants?|campesinos?|homeowners?|householders?|travell?ers?|visitors?|crowds?|parishioners?"
    r"|inhabitants?|marchers?|protesters?|demonstrators?"
)

_CLASSES: tuple[tuple[str, TargetClass | None, str | None, PeopleCategory | None], ...] = (
    (_CHILDREN, "private_citizens_property", "unnamed_civilian", "child"),
    (_PRESS, "journalists_media", "other_media", "journalist"),
    (_HELPERS, "ngo", None, "aid_worker"),
    (r"abortion \w+", "abortion_related", "personnel", "civilian"),
    (r"peace ?keepers?|blue helmets?", "government_diplomatic", "international_organization", "military"),
    (_POLICE, "police", "police_forces", "police"),
    (r"firefighters?|firem[ae]n", "other", "fire_fighter_truck", "civilian"),
    (r"paramedics?|ambulance \w+", "other", "ambulance", "civilian"),
    (r"refugees?|asylum[- ]seekers?|displaced \w+|IDPs?", "other", "refugee", "civilian"),
    (r"tourists?|holidaymakers?|backpackers?", "tourists", "tourist", "civilian"),
    (_FIGHTERS, "terrorists_non_state_militia", None, None),
    (r"(?:diplomats?|ambassadors?|consuls?|attach[eé]s?|envoys?)", "government_diplomatic", "diplomatic_personnel", "official"),
    (r"(?:judges?|magistrates?|prosecutors?)", "government_general", "judge_attorney_court", "official"),
    (r"(?:politicians?|candidates?|senators?|deput(?:y|ies)|councill?ors?|lawmakers?|party \w+)(?! governor| chief| commissioner| head"
     r"| warden| director)",
     "government_general", "politician_party_meeting", "official"),
    (_WATCH, "business", "private_security_company", "civilian"),
    (_MEDICS, "business", "medical_pharmaceutical", "civilian"),
    (_TEACHERS, "educational_institution", "teacher", "civilian"),
    (_CLERGY, "religious_figures_institutions", "religious_figure", "civilian"),
    (_MILITARY, "military", "military_personnel", "military"),
    (_OFFICIAL, "government_general", "government_personnel", "official"),
    (r"employees? of the \w+ (?:department|ministry)|(?:department|ministry) (?:employees?|staff"
     r"|workers?)", "government_general", "government_personnel", "official"),
    (_TRADE, "business", None, "civilian"),
    (r"sailors?|seam[ae]n|seafarers?|mariners?|deckhands?|bosuns?|skippers?|ship'?s? (?:crew|captain)|oilers?|(?:third|first|second"
     r"|chief) (?:mates?)", "maritime", "commercial_maritime", "civilian"),
    (r"pilots?|flight attendants?|stewardess(?:es)?|aircrews?", "airports_aircraft", "airline_personnel", "civilian"),
    (r"students?|undergraduates?", "private_citizens_property", "student", "civilian"),
    (r"farmers?|peasants?|campesinos?|harvesters?", "private_citizens_property", "farmer", "civilian"),
    (_WOMEN, "private_citizens_property", "unnamed_civilian", "woman"),
    (_WORKERS, "private_citizens_property", "laborer_occupation", "civilian"),
    (_CIVILIANS, "private_citizens_property", "unnamed_civilian", "civilian"),
)  # fmt: skip
PEOPLE_CLASSES = tuple(
    (re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE), Described(class_, subclass, category))
    for pattern, class_, subclass, category in _CLASSES
)
GENERIC = re.compile(
    r"\b(?:people|persons?|others?|m[ae]n|youths?|bod(?:y|ies)|brothers?|sisters?|sons?|daughters?|fathers?|uncles?|aunts?|nephews?"
    r"|nieces?|cousins?"
    r"|husbands?|relatives?|parents?|couples?|victims?|hostages?|captives?|lives|males?|females?|in-law|members?|siblings?|individuals?"
    r"|colleagues?"
    r"|inmates?|pirates?|mobs?|attackers?|assailants?|arsonists?|captors?|kidnappers?|robbers?|raiders?|intruders?|hijackers?|culprits?"
    r"|callers?|crowds?)\b",
    re.IGNORECASE,
)
EITHER_FORCE = re.compile(
    r"\b(?:sgt|sergeants?|officers?|commanders?|captains?|guards?|personnel|recruits?|troupe|escorts?)\b", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def by_words(phrase: str) -> Described | None:
    """What the first line that fits tells, None if none does."""
    return next((found for pattern, found in PEOPLE_CLASSES if pattern.search(phrase)), None)
