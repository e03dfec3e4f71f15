"""The engine agrees with an independent oracle on generated cases; INTERA_ORACLE_CASES asks for more of them."""

import os
from random import Random

import pytest

from sla.generated import a_deal, a_world, contract_of, engine_answer
from sla.oracle import answer

CASES = int(os.environ.get("INTERA_ORACLE_CASES", "1000"))
WORLDS_A_DEAL = 10
BATCHES = 10


@pytest.mark.timeout(0)
@pytest.mark.parametrize("seed", range(BATCHES))
def test_the_engine_agrees_with_the_oracle(seed: int) -> None:
    chance = Random(seed)
    for _ in range(CASES // BATCHES // WORLDS_A_DEAL):
        deal = a_deal(chance)
        contract = contract_of(deal)
        for _ in range(WORLDS_A_DEAL):
            world = a_world(chance, deal)
            assert engine_answer(contract, world) == answer(deal, world), (deal, world)
