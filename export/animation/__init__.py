"""
Animation (GIF) and video (MP4) of the period: one frame for each day or week.

In: a Product. Out: bytes, the same for the same Product.
"""
