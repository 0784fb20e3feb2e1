# The complaint report and the evaluation of the policy: pages of staff.
