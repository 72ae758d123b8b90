"""
The period in motion (GIF, MP4): one frame a day or a week.

In: a Product. Out: bytes, the same for the same Product.
"""
