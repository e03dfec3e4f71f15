"""What makes a contract unfit to settle: found when it is loaded, with the rule and the place, never a silent 0.

Source: notes on SLA engines C3 (each rule is caused by a published contract); issue 6, section 2.
"""
