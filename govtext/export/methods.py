"""The methods of a report that give it in other tools' forms; each hands over to the module that makes the form."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pandas import DataFrame
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from govtext.export.chunks import Chunk
    from govtext.model import Report


class Exports:
    """What `Report` offers for other tools."""

    def to_frame(self, name: str) -> DataFrame:
        """Give one of its tables as a data frame; see `govtext.export.frames.to_frame`.

        >>> import govtext
        >>> govtext.parse("税收完成12.5亿元。").to_frame("metrics")["text"].tolist()
        ['12.5亿元']
        """
        from govtext.export.frames import to_frame

        return to_frame([cast("Report", self)], name)

    def words(self, stop_words: Collection[str] = ()) -> DataFrame:
        r"""Count its words by section role; see `govtext.words.words`.

        >>> import govtext
        >>> govtext.parse("一、2023年工作回顾\n税收增长，投资增长。").words().loc[0, "word"]
        '增长'
        """
        from govtext.words import words

        return words(cast("Report", self), stop_words)

    def to_spacy(self, vocab: Vocab | None = None) -> Doc:
        """Give it as a spaCy document with exact span groups; see `govtext.export.spacy_docs.to_spacy`.

        >>> import govtext
        >>> doc = govtext.parse("税收完成12.5亿元。").to_spacy()
        >>> [span.text for span in doc.spans["metrics"]]
        ['12.5亿元']
        """
        from govtext.export.spacy_docs import to_spacy

        return to_spacy(cast("Report", self), vocab)

    def chunks(self, max_chars: int = 800) -> tuple[Chunk, ...]:
        r"""Cut it into chunks for retrieval; see `govtext.export.chunks.chunks`.

        >>> import govtext
        >>> [chunk.path for chunk in govtext.parse("一、2023年工作回顾\n税收增长。").chunks()]
        [('一、2023年工作回顾',)]
        """
        from govtext.export.chunks import chunks

        return chunks(cast("Report", self), max_chars)

    def to_markdown(self) -> str:
        r"""Give it as Markdown with real headings; see `govtext.export.markdown.to_markdown`.

        >>> import govtext
        >>> govtext.parse("一、2023年工作回顾\n税收增长。").to_markdown()
        '## 一、2023年工作回顾\n\n税收增长。\n'
        """
        from govtext.export.markdown import to_markdown

        return to_markdown(cast("Report", self))
