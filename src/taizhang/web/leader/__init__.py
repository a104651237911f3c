"""The leader's page: what slipped this week, who answers, what needs a decision, what is due; each row leads to the sentence."""
