"""What is said to people.

messages.py   two languages, French first
names.py      what languages and metadata are called
printable.py  text of which nothing is obeyed
locale/       the French catalogue, and what compiles it
"""
