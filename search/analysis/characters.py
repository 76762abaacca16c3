"""The characters that the analysis takes for one another, as regular expressions' classes."""

#: Straight, typographic, modifier letter, left quote, full width; acute and grave accents and
#: the prime, which keyboards and scans put in their place (design, decision 5).
APOSTROPHES = "'’ʼ‘＇´`′"
#: Hyphen-minus, hyphen, non-breaking hyphen.
HYPHENS = "\\-\u2010\u2011"
#: The dots of inclusive writing: middle dot, bullet, hyphenation point, bullet operator, dot
#: operator, word separator middle dot.
DOTS = "·•‧∙⋅⸱"
#: Space, no-break space, figure space, thin space, narrow no-break space: what groups digits.
DIGIT_SPACES = " \u00a0\u2007\u2009\u202f"
#: Seen by nobody, so no limit of a word: soft hyphen, zero-width characters, BOM.
INVISIBLES = "\u00ad\u200b-\u200d\u2060\ufeff"
#: Letters from here on may be words of their own: kana and Han are written without spaces.
FIRST_IDEOGRAPH = "\u3040"
