"""The domain: read, check, join and select the record. Pure: no screen, no map library, no page."""

VERSION = "0.1.0"
