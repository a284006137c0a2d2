// Debian's headers pull in ICU, which Foundation brings in another version: leave it out before anything else is read.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <libxml/HTMLtree.h>
#include <libxml/xmlreader.h>

/// `xmlFree` is a variable that holds a function, which Swift takes for shared mutable state.
static inline void clibxml2_free(void *text) {
  xmlFree(text);
}
