"""Named things in running text: known names, names read leftwards from their last word, quoted names, series and names that stand again."""
