"""TARGET phrases -> GTD target class and subclass, by their words; the first line that fits decides.

The order settles phrases of two classes: whose thing it is comes before what it is ("police station" police, "mosque of an army camp"
military, "boarding house of the secondary school" educational_institution), and narrow words before wide ones ("oil pipeline" utilities,
"oil port" business, "port" maritime). Hospitals, shops and farms are businesses, markets and houses private property, buses and railways
transportation, refugee camps and ambulances other: so GTD has it. A phrase of no known word ("gate", "checkpoint") has no class.
`unknown` and `violent_political_party` are never given: words alone do not tell that a party is known for violence.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from sigact.data.gtd import TargetClass


class Classified(NamedTuple):
    """GTD class and subclass; None where the words do not tell."""

    class_: TargetClass | None
    subclass: str | None


_FIGHTERS = (
    r"militants?|insurgents?|rebels?|guerrillas?|terrorists?|extremists?|jihadi(?:st)?s?|Maoists?|Naxal(?:ite)?s?|Taliban|separatists?"
)
_POLICE = r"police(?:m[ae]n|wom[ae]n)?|gendarm\w*|Guardia Civil|carabinieri|CRPF|constabulary|sheriff\w*|constables?|thana"
_ARMY = (
    r"military|army|armies|barracks|soldiers?|troops?|naval|navy|air ?base|air force|garrison|frontier|border (?:\w+ )?(?:posts?"
    r"|outposts?|guards?)"
    r"|border forces?|rangers|regiments?|battalions?|brigade headquarters|missile"
    r"|radar|gunboats?|warships?|frigates?|outposts?|guard posts?|defen[cs]e ministry|NATO|ISAF"
)
_WORSHIP = (
    r"mosques?|masjid|church(?:es)?|chapels?|cathedrals?|temples?|mandir|synagogues?|shrines?|monaster(?:y|ies)|convents?|pagodas?|kovil"
    r"|gurd?wara|imambargah|hussainia|places? of worship|prayer halls?|parish|seminar(?:y|ies)|basilica|idols?|congregations?|diocese"
)
_SCHOOL = (
    r"(?:pre)?schools?|colleges?|universit(?:y|ies)|madras(?:s?a|ah)s?|classrooms?|campus(?:es)?|kindergartens?|nurser(?:y"
    r"|ies)|lycee|academ(?:y|ies)"
)
_CARE = (
    r"hospitals?|clinics?|health (?:posts?|cent(?:er|re)s?|facilit\w+)|pharmac(?:y|ies)|dispensar\w+|maternity|surgical|polio"
    r"|(?:hospital|children's) wards?|medical"
)
_POWER = (
    r"power (?:lines?|stations?|plants?|poles?|cables?|supply|grid)|electric\w*|pylons?|substations?|transformers?|high[- ]tension|grid"
    r"|transmission (?:lines?|towers?)|lamp ?posts?|hydro\w*|dams?|wooden poles?|timber poles?|generators?"
)
_SHIP = (
    r"ships?|vessels?|ferry|ferries|boats?|trawlers?|dhows?|barges?|(?:product|oil|chemical|gas) tankers?|bulk carriers?|freighters?"
    r"|yachts?|tugs?"
    r"|M/?V|cutters?|wheelhouse|lighters?|canoes?|launch(?:es)?"
)
_SHOP = (
    r"shops?|stores?|malls?|supermarkets?|barbershops?|kiosks?|stalls?|baker(?:y|ies)|grocer\w*|boutiques?|pawnshops?|showrooms?"
    r"|dealerships?"
    r"|business(?:es)?|bazaars? shops?|butchers?"
)
_FOOD = r"restaurants?|bars?|caf[eé]s?|diners?|pubs?|tea ?(?:stalls?|houses?)|canteens?|eater(?:y|ies)|pizzerias?|bistros?|bakery"
_FUN = r"night ?clubs?|casinos?|cinemas?|theat(?:er|re)s?|stadiums?|concert halls?|arenas?|disco\w*|brothels?|karaoke"
_PLANT = (
    r"factor(?:y|ies)|mills?|sawmills?|workshops?|warehouses?|lumberyards?|brewer(?:y|ies)|plants?|industr\w+|refiner(?:y|ies)|furniture"
    r"|timber"
    r"|forestry|cement|textiles?|garment|(?:heavy )?machinery|heavy equipment"
)
_FUEL = (
    r"fuel|petrol|gas(?:oline)? stations?|filling stations?|oil (?:\w+ )?(?:ports?|terminals?|posts?|depots?|wells?|fields?"
    r"|compan\w+|rigs?)|oil|gas|storage tanks?"
)
_RAIL = r"trains?|rail\w*|locomotives?|(?:train )?coaches|tracks?|signal box(?:es)?|trams?|wagons?|guard van|freight cars?|grain cars?"
_GOVERNMENT = (
    r"ministr(?:y|ies)|government|parliament|city halls?|town halls?|municipal\w*|councils?|(?<!Calle )(?<!Plaza )mayors?|governors?"
    r"|tax office|customs|presidential"
    r"|palaces?|secretariat|ward (?:no \d+ )?offices?|panchayat|akimat|administration|prefecture|congress|senate|legislat\w+|minister\w*"
    r"|federal"
    r"|(?:deputy )?commissioner\w*|embass\w+|state house|district offices?|land office|post offices?|civil registry"
)
_COURT = r"court(?:house|room)?s?|tribunals?|judges?|magistrates?|prosecutors?"
_GATHERING = (
    r"weddings?|funerals?|processions?|festivals?|parades?|concerts?|mourners?|birthday|gatherings?|vigils?|fairs?|carnivals?|marriage"
)

_CLASSES: tuple[tuple[str, TargetClass, str | None], ...] = (
    (r"abortion", "abortion_related", "clinics"),
    (rf"(?:suspected )?(?:{_FIGHTERS}) \w+|(?:militia|gang)\w* (?:\w+ )?(?:camps?|bases?|hideouts?|posts?"
     rf"|positions?)", "terrorists_non_state_militia", None),
    (r"embass(?:y|ies)|consul(?:ate)?s?|(?:diplomatic|trade) missions?|ambassador\w*", "government_diplomatic", "embassy_consulate"),
    (r"UN|U\.N\.|United Nations|peace ?keep\w+|MINUSMA|MONUSCO|UNIFIL|UNAMA|AMISOM", "government_diplomatic", "international_organization"),
    (r"tourist (?:bus(?:es)?|coach(?:es)?|vans?)", "tourists", "tour_bus"),
    (r"tourists?|tourism", "tourists", "other_facility"),
    (r"prisons?|jails?|penitentiar\w+|detention", "police", "prison"),
    (rf"(?:{_POLICE}) (?:\w+ )?(?:check ?points?|check ?posts?|barricades?|roadblocks?)", "police", "police_checkpoint"),
    (rf"(?:{_POLICE}) (?:\w+ )?(?:patrols?|cars?|vehicles?|vans?|convoys?|jeeps?|trucks?|pick-?ups?|motorcycles?"
     rf"|boats?)", "police", "police_patrol"),
    (rf"(?:{_POLICE}) (?:\w+ )?(?:stations?|posts?|bunkers?|barracks|headquarters|academ(?:y|ies)|outposts?|offices?"
     rf"|camps?)", "police", "police_building"),
    (_POLICE, "police", None),
    (r"newspapers?|newsrooms?|printing press(?:es)?|magazines?|press|editorial", "journalists_media", "newspaper"),
    (r"radio (?:stations?|sets?|studios?)|Radio \w+", "journalists_media", "radio"),
    (r"(?:TV|television) (?:stations?|studios?|channels?|crews?)", "journalists_media", "television"),
    (r"broadcaster|media|journalists?|studios?|news agenc(?:y|ies)", "journalists_media", "other_media"),
    (rf"(?:{_ARMY})(?: \w+){{0,9}} (?:check ?points?|check ?posts?)", "military", "military_checkpoint"),
    (rf"(?:{_ARMY})(?: \w+){{0,9}} (?:convoys?|patrols?|columns?)", "military", "unit_patrol_convoy"),
    (rf"(?:{_ARMY})(?: \w+){{0,9}} (?:vehicles?|trucks?|pick-?ups?|jeeps?|cars?)|armou?red (?:\w+ )?(?:personnel carriers?|vehicles?|cars?)"
     rf"|(?:battle|army) tanks", "military", "military_vehicle"),
    (rf"(?:{_ARMY})", "military", "barracks_base"),
    (_SCHOOL, "educational_institution", "school_university"),
    (_CARE, "business", "medical_pharmaceutical"),
    (_WORSHIP, "religious_figures_institutions", "place_of_worship"),
    (r"airports?|airfields?|runways?|terminal building|control tower", "airports_aircraft", "airport"),
    (r"aircraft|(?:air|aero)?planes?|airliners?|Cessna|Boeing|Airbus|helicopters?|airlines?|jets?", "airports_aircraft", "aircraft"),
    (r"NGO|aid|relief|humanitarian|Red (?:Cross|Crescent)|MSF|charit(?:y|ies)|inter-agency|nutrition cent(?:er|re)|food (?:convoy"
     r"|aid)", "ngo", None),
    (r"ambulances?", "other", "ambulance"),
    (r"fire (?:trucks?|engines?|stations?|brigade)|firefight\w+", "other", "fire_fighter_truck"),
    (r"refugees?|displace\w+|IDPs?|transit site|asylum", "other", "refugee"),
    (r"(?:data|fib(?:re|er)|fib(?:re|er)[- ]optic|internet|undersea|submarine)(?: \w+){0,9} cables?|cable duct|duct"
     r"|internet", "telecommunication", "internet"),
    (r"(?:television|TV|radio)(?: \w+){0,9} (?:towers?|transmitters?|masts?|antennas?)", "telecommunication", "television"),
    (r"telephone|telecom\w*|(?:cell|mobile|phone|relay|communication)(?: \w+){0,9} (?:towers?|masts?|lines?)|masts?|transmitters?"
     r"|antennas?", "telecommunication", "telephone_telegraph"),
    (r"(?:mobile )?phone (?:shop|store)", "business", "retail_grocery_bakery"),
    (r"gas (?:pipe)?lines?|gas pipes?", "utilities", "gas"),
    (r"pipelines?|crude line|valves?", "utilities", "oil"),
    (_POWER, "utilities", "electricity"),
    (r"water(?: \w+)? (?:tank(?:er)?s?|suppl\w+|pumps?|works|towers?|treatment|plants?|mains?|pipes?|points?)|wells?|pump house"
     r"|reservoirs?|boreholes?", "food_water_supply", "water_supply"),
    (r"granar(?:y|ies)|grain(?! cars?| trains?| ships?)(?: \w+)?|food (?:stores?|warehouses?|depots?|silos?)"
     r"|silos?", "food_water_supply", "food_supply"),
    (r"(?:suspected|training|launch|gang|hideouts?)\b.{0,100}(?:camps?|ground|positions?|hideouts?)"
     r"|hideouts?", "terrorists_non_state_militia", None),
    (r"oil (?:\w+ )?(?:ports?|terminals?|posts?|depots?)", "business", "gas_oil_electric"),
    (_SHIP, "maritime", "commercial_maritime"),
    (r"(?:sea)?ports?|harbou?rs?|docks?|jett(?:y|ies)|piers?", "maritime", "port"),
    (r"bus (?:stops?|stations?|parks?|terminals?|depots?)", "transportation", "bus_station_stop"),
    (r"(?:mini|omni|micro)?bus(?:es)?|coach(?:es)?|matatus?", "transportation", "bus"),
    (r"metro|subway|underground station", "transportation", "subway"),
    (_RAIL, "transportation", "train_tracks"),
    (r"bridges?|tunnels?|flyovers?|viaducts?|spans?", "transportation", "bridge_tunnel"),
    (r"highways?|roads?|toll\w*|traffic", "transportation", "highway_road"),
    (r"taxis?|(?:auto)?-?rickshaws?|tricycles?|cabs?", "transportation", "taxi_rickshaw"),
    (_COURT, "government_general", "judge_attorney_court"),
    (r"party(?: \w+)? (?:offices?|headquarters|meetings?|rally|rallies)|(?:office|headquarters) of the (?:\w+ ){0,2}party"
     r"|campaign", "government_general", "politician_party_meeting"),
    (r"polling|election|ballots?|voter", "government_general", "election_related"),
    (r"intelligence|secret service", "government_general", "intelligence"),
    (r"unions?", "private_citizens_property", "labor_union"),
    (_GOVERNMENT, "government_general", "government_building"),
    (r"banks?|Banco|cash machines?|ATMs?|microfinance|credit union|exchange office|Credit", "business", "bank_commerce"),
    (r"hotels?|guest ?houses?|resorts?|inns?|lodges?|hostels?|motels?", "business", "hotel_resort"),
    (_FOOD, "business", "restaurant_bar_cafe"),
    (_FUN, "business", "entertainment_stadium_casino"),
    (_SHOP, "business", "retail_grocery_bakery"),
    (r"mines?|gold pits?|quarr(?:y|ies)|coal|pits?|drilling", "business", "mining"),
    (_FUEL, "business", "gas_oil_electric"),
    (r"construction|excavators?|bulldozers?|road machines?|(?:road )?rollers?|cranes?", "business", "construction"),
    (_PLANT, "business", "industrial_textiles_factory"),
    (r"farms?|ranch(?:es)?|estates?|plantations?|barns?|cattle camps?|orchards?|greenhouses?|livestock section|goats|calves"
     r"|cattle", "business", "farm_ranch"),
    (r"compan(?:y|ies)|firms?|cooperatives?|insurance|(?:goods|commercial)[- ]?\w*(?: \w+){0,9} (?:trucks?|lorr(?:y|ies)|vehicles?)"
     r"|logistics|premises", "business", None),
    (_GATHERING, "private_citizens_property", "procession_gathering"),
    (r"rall(?:y|ies)|march(?:es)?|demonstrations?|protests?", "private_citizens_property", "protester"),
    (r"markets?|bazaars?|plazas?|squares?", "private_citizens_property", "marketplace_plaza"),
    (r"museums?|librar(?:y|ies)|cultural cent(?:er|re)s?|archives?", "private_citizens_property", "museum_cultural"),
    (r"monuments?|memorials?|statues?|cemeter(?:y|ies)|graves?", "private_citizens_property", "memorial_cemetery"),
    (r"houses?|homes?|apartments?|flats?|residen\w+|huts?|dwellings?|dormitor(?:y|ies)|villas?|stairwells?|tenements?|sheds?|shelters?"
     r"|mansions?", "private_citizens_property", "house_apartment"),
    (r"villages?|towns?|neighbou?rhoods?|communit(?:y|ies)|settlements?|hamlets?|suburbs?", "private_citizens_property", "village_city"),
    (r"cars?|vehicles?|motor(?:cycle|bike)s?|scooters?|vans?|trucks?|lorr(?:y|ies)|pick-?ups?|jeeps?|Lancia|Skoda|Hilux|sedans?"
     r"|tractors?|limousines?|SUVs?|motorcades?", "private_citizens_property", "vehicle"),
    (r"parks?|gardens?|beach(?:es)?|streets?|garages?|public|clubs?|venues?|parking|crowds?"
     r"|queues?", "private_citizens_property", "public_area"),
)  # fmt: skip
THING_CLASSES = tuple(
    (re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE), Classified(class_, subclass)) for pattern, class_, subclass in _CLASSES
)


@lru_cache(maxsize=4096)
def thing_class(phrase: str) -> Classified:
    """GTD class and subclass of an attacked thing, site or institution."""
    return next((found for pattern, found in THING_CLASSES if pattern.search(phrase)), Classified(None, None))
