"""The pieces of the model: learnt on French and English job text, blind to case, accents and punctuation."""

from collections.abc import Iterable
from string import ascii_lowercase, digits

from tokenizers import Regex, Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import NFKD, Lowercase, Replace, Sequence, StripAccents
from tokenizers.pre_tokenizers import Split
from tokenizers.trainers import WordPieceTrainer

UNKNOWN = "[UNK]"
_INNER = [f"##{sign}" for sign in ascii_lowercase + digits + "+#"]


def train_tokenizer(texts: Iterable[str], size: int) -> Tokenizer:
    """Return a tokenizer of at most ``size`` pieces; it prepares raw text itself, so any caller may use the model.

    The same texts give the same pieces. (The trainer breaks ties by the order in which it met the letters inside
    words, which is left to chance unless they are named first.)
    """
    trainer = WordPieceTrainer(vocab_size=size, min_frequency=2, special_tokens=[UNKNOWN, *_INNER], show_progress=False)
    learner = _tokenizer(WordPiece(unk_token=UNKNOWN))
    learner.train_from_iterator(texts, trainer)
    return _tokenizer(WordPiece(learner.get_vocab(with_added_tokens=False), unk_token=UNKNOWN))


def _tokenizer(model: WordPiece) -> Tokenizer:
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = Sequence([Lowercase(), Replace("œ", "oe"), Replace("æ", "ae"), NFKD(), StripAccents()])
    tokenizer.pre_tokenizer = Split(Regex(r"[^\p{L}\p{N}+#]+"), "removed")
    return tokenizer
