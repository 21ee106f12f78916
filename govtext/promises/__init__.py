"""What reports promise and what they say was reached: above the document, beneath the exports."""
