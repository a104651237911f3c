"""Who (组织机构): units, posts and people, their trees over time, roles, and who may see or do what.

The verbs: found, rename, merge, split, move, close a unit; open a post, appoint, deputise, hand over; add a person, give a
new password, deactivate. Every act is dated: what held on a past day can be asked for ever.
"""
