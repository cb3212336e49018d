"""What is told to people, in Chinese and English: words, names, sentences, headline figures."""
