"""The regions of France and their départements."""

from collections.abc import Mapping

REGIONS: Mapping[str, frozenset[str]] = {
    name: frozenset(codes.split())
    for name, codes in {
        "auvergne-rhone-alpes": "01 03 07 15 26 38 42 43 63 69 73 74",
        "bourgogne-franche-comte": "21 25 39 58 70 71 89 90",
        "bretagne": "22 29 35 56",
        "centre-val de loire": "18 28 36 37 41 45",
        "corse": "2A 2B",
        "grand est": "08 10 51 52 54 55 57 67 68 88",
        "hauts-de-france": "02 59 60 62 80",
        "ile-de-france": "75 77 78 91 92 93 94 95",
        "normandie": "14 27 50 61 76",
        "nouvelle-aquitaine": "16 17 19 23 24 33 40 47 64 79 86 87",
        "occitanie": "09 11 12 30 31 32 34 46 48 65 66 81 82",
        "pays de la loire": "44 49 53 72 85",
        "provence-alpes-cote d'azur": "04 05 06 13 83 84",
        "paca": "04 05 06 13 83 84",
        # the regions before 2016 that addresses still name
        "alsace": "67 68",
        "aquitaine": "24 33 40 47 64",
        "auvergne": "03 15 43 63",
        "languedoc-roussillon": "11 30 34 48 66",
        "limousin": "19 23 87",
        "lorraine": "54 55 57 88",
        "midi-pyrenees": "09 12 31 32 46 65 81 82",
        "nord-pas-de-calais": "59 62",
        "picardie": "02 60 80",
        "poitou-charentes": "16 17 79 86",
        "rhone-alpes": "01 07 26 38 42 69 73 74",
    }.items()
}
"""Folded name of a region to the codes of its départements (INSEE, Code officiel géographique)."""
