"""What is remembered of spellings."""

from search.analysis.memory import Memory


def test_what_is_asked_for_again_is_not_made_again():
    made = []
    memory = Memory(lambda keys: made.extend(keys) or {key: key.upper() for key in keys}, 10_000)
    memory.learn(["a", "b", "a"])
    assert (memory["a"], memory["b"], sorted(made)) == ("A", "B", ["a", "b"])


def test_a_full_memory_forgets_what_is_not_asked_for():
    memory = Memory(lambda keys: {key: key.upper() for key in keys}, 2_000)
    memory.learn(["kept"])
    for number in range(1_000):
        memory.learn([str(number), "kept"])
        assert memory["kept"] == "KEPT"
        assert len(memory) < 20
