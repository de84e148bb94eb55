"""Use cases: what a person does with a workbook; joins the engines for both front ends."""
