"""Work handed from one laptop to another: sealed, signed, settled by one rule. Who works alone loads none."""
