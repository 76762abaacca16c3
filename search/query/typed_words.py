"""The words of a query, analysed: which small words in capitals are names among them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from ..analysis import Analyzer, Token, in_capitals, is_foreign
from .lexer import Kind, Lexeme


class TypedWords:
    """The words of one query. A small word in capitals is a name, unless all of the query is
    in capitals, or it is the letter that begins it (« A Paris »).

    What isn't looked for doesn't count: signs, and what has no word in it (« qu' »). So the
    query as it was understood has the same names.
    """

    def __init__(self, query: str, lexemes: Sequence[Lexeme], analyzer: Analyzer) -> None:
        self.query = query
        self._lexemes = lexemes
        self._analyzer = analyzer

    @cached_property
    def _texts(self) -> Sequence[str]:
        return [text for text in map(self._letters, self._lexemes) if text]

    @cached_property
    def _in_capitals(self) -> bool:
        return in_capitals(" ".join(self._texts))

    def _letters(self, lexeme: Lexeme) -> str:
        """What of a lexeme is still there in the query as it was understood."""
        if lexeme.kind not in (Kind.WORD, Kind.PHRASE):
            return ""
        tokens = self._analyzer.tokens(lexeme.text)
        if lexeme.kind is Kind.PHRASE:
            return " ".join(token.text for token in tokens)
        return lexeme.text if tokens else ""

    def settled(self, lexeme: Lexeme) -> Lexeme:
        """With its small words in small letters where they are no names: in another query
        they might be. What begins a name of letters and figures (« A 380 ») stays as it is.
        """
        text = lexeme.text
        if text == text.lower() or self._has_names(lexeme):
            return lexeme
        for token in self._analyzer.tokens(text.replace('"', " ")):
            if not token.joined and self._is_small(token.text):
                text = text[: token.start] + token.text.lower() + text[token.end :]
        return replace(lexeme, text=text) if len(text) == len(lexeme.text) else lexeme

    def of(self, text: str, lexeme: Lexeme) -> tuple[Token, ...]:
        """The words of `text`, which is the lexeme's or a part of it."""
        if text != text.lower() and self._has_names(lexeme):
            tokens = self._analyzer.tokens_of_names(text)
        else:
            tokens = self._analyzer.tokens(text)
        return tuple(t._replace(stop=False) if is_foreign(t.text) else t for t in tokens)

    def _is_small(self, word: str) -> bool:
        """By itself: beside others it may be a name."""
        return any(token.stop for token in self._analyzer.tokens(word))

    def _has_names(self, lexeme: Lexeme) -> bool:
        return len(self._texts) == 1 or not (self._begins(lexeme) or self._in_capitals)

    def _begins(self, lexeme: Lexeme) -> bool:
        """Whether it is a letter, without any sign, that everything else stands behind."""
        is_letter = lexeme.end - lexeme.start == 1
        return is_letter and not self.query[: lexeme.start].strip()
