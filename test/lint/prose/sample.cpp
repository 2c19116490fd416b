// The lint of prose must find each marked line, and no others.

// Identifiers are read without strings and comments. A place, a note and the least are plain words in a
// comment.
int heir_count;   // REFUSED
int place_of();   // REFUSED
int placeholder;  // a longer word
const char* text = "place";
const char* other = "the story of it";  // REFUSED

// REFUSED: this sentence has so many words that a reader has to begin again before the end of it, for it
// never ends. The next one is short.

// What begins like this is REFUSED.
//   What is indented is code.
// Five standard deviations are a term, a deviation alone is REFUSED.
