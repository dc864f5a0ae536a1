"""The words company names are put together from: all invented, in the manner of three countries."""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(item.split()) for item in text.split(","))


WORDS_US = _listed(
    """
    Aldercrest, Ashgrove, Barrowby, Beckenfield, Bellhaven, Birchmont, Blackmere, Brightwater,
    Brookhollow, Calderwood, Cedarline, Clearbrook, Copperleaf, Cresthaven, Dunmore, Eastmarch,
    Elkridge, Fairholm, Fernhill, Foxglove, Glenrowan, Granby, Greystone, Hadleigh, Halvorsen,
    Harrowgate, Hollins, Ironbridge, Juniper, Kestrel, Lakemont, Larkfield, Lindell, Longacre,
    Maplewood, Marlowe, Meadowvale, Millstone, Montclair, Northgate, Oakhurst, Orchard, Osprey,
    Pemberton, Pinecrest, Prescott, Quarryside, Ravenswood, Redfern, Ridgeline, Rosedale, Sandhurst,
    Seabright, Silverton, Stonebridge, Summerfield, Tamarack, Thornbury, Trentham, Underhill,
    Valemont, Wadsworth, Waverly, Westbrook, Whitcomb, Wildwood, Woodlark, Yarrow, Ambleside,
    Bluffton, Cobblestone, Driftwood, Evergate, Flintlock, Garnet, Heatherly, Inglewood, Jasperton,
    Kettlewell, Lowther, Mossgrove, Netherfield, Overbrook, Parkhaven, Quillstone, Rushmere, Starling,
    Twinfield, Upland, Vestry
    """
)
TRADES_US = _listed(
    """
    Precision Manufacturing, Logistics, Medical Supply, Dental Group, Property Management,
    Construction, Engineering, Foods, Packaging, Printing, Architects, Veterinary Clinics,
    Hospitality, Electrical Contractors, Financial Advisors, Freight Systems, Orthopedics, Senior
    Living, Landscaping, Insurance Agency, Distributors, Laboratories, Fabricators, Technologies,
    International, Plastics, Aviation Services, Data Centers
    """
)
SUPPLY_US = _listed(
    """
    Office Supply, Staffing, Cloud Hosting, Cleaning Services, Equipment Leasing, Legal Partners,
    Couriers, Software, Paper Mills, Industrial Gases, Tool & Die, Safety Products, Uniform Services,
    Waste Management, Security Systems, Chemical Supply, Fleet Rentals, Marketing Group
    """
)
LEGAL_US = ("Inc", "Inc", "LLC", "LLC", "Corp", "Co", "LP")

WORDS_DE = _listed(
    """
    Lindhorst, Petersen, Köhler-Brandt, Grünwald, Ostermann, Brandner, Steinhäuser, Wiesner, Feldmann,
    Holtkamp, Niemeyer, Overbeck, Ruhland, Dressler, Hagedorn, Kaltenbach, Lohmann, Marquardt,
    Neuhaus, Oberländer, Pfeiffer-Lang, Reinders, Schönfeld, Tiedemann, Ulbricht, Vossberg, Wernicke,
    Zellmann, Bachmeier, Clasen, Dierksen, Eickhoff, Frankenfeld, Gössling, Hinrichsen, Immenhof,
    Jessen, Kröger, Lütjens, Mommsen, Norddorf, Ohlsen, Paulsen, Rickmers-Holm, Sievers, Thomsen,
    Uhlenhorst, Vollrath, Westermann, Ziegler
    """
)
TRADES_DE = _listed(
    """
    Objektbau, Möbelhaus, Hotelbetriebe, Innenausbau, Gastronomie, Architekten, Küchenstudio,
    Bauträger, Ladenbau, Wohnkultur, Seniorenresidenz, Raumkonzepte, Messebau, Immobilien
    """
)
SUPPLY_DE = _listed(
    """
    Holzhandel, Beschläge, Lacke & Farben, Spedition, Werkzeugtechnik, Bürobedarf, Gebäudereinigung,
    Textilien, Energieversorgung, Telekommunikation, Verpackung, Steuerberatung
    """
)
LEGAL_DE = ("GmbH", "GmbH", "GmbH & Co. KG", "KG", "AG", "OHG", "e.K.")

WORDS_UK = _listed(
    """
    Fenwick, Hartwell, Pembury, Kingsmead, Oakenshaw, Tarrant, Whitstone, Aldbourne, Culverhouse,
    Dunstan
    """
)
TRADES_UK = _listed(
    """
    Laboratories, Estates, Marine, Textiles, Consulting, Interiors, Publishing, Components
    """
)
LEGAL_UK = ("Ltd", "Ltd", "PLC", "LLP")
