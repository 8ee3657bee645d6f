"""What an incident is in the terms of GTD, ACLED, UCDP GED, MUC-4 and PLOVER: one table or rule each, the codebook's edition named."""
