"""Referrals: suggesting one plan for a citizen, before there is one."""
