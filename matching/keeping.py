"""A kept profile as the index holds it: found by offers, from within the limits that the candidate set."""

import numpy as np

from matching.criteria.contract import accepted_contracts
from matching.criteria.distance import areas_within_reach
from matching.index.protocol import ProfileEntry
from matching.profiles import CandidateProfile
from matching.understanding import Understanding


def kept_profile(understanding: Understanding, profile: CandidateProfile, version: int) -> ProfileEntry:
    """Return the index entry of a kept profile."""
    reading = understanding.profile(profile)
    total = np.zeros(understanding.dimension, np.float32)
    for work in reading.wanted:
        total += work.vector
    length = np.float32(np.linalg.norm(total))
    return ProfileEntry(
        profile,
        total / length if length else total,
        version,
        contracts=accepted_contracts(profile.contracts),
        areas=areas_within_reach(reading),
    )
