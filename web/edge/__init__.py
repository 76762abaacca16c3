"""What every request passes before it is answered, and every answer before it is sent.

requests.py   what is refused at once: proxies.py, hosts.py
access.py     who may ask, and how often: rate_limits.py, counters.py
turns.py      which request is worked at
admission.py  how many costly searches go on at once
monitoring.py what whoever runs it is told of each request
caching.py    what may be kept, and how long
responses.py  how answers are handed to the server
headers.py    what every answer tells: security.py
compression.py, cross_origin.py  what some do
"""
