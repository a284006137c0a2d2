#ifndef CCURL_H
#define CCURL_H

// libcurl's setopt and getinfo are variadic, which Swift cannot call: one function for each kind of argument.
// The kinds are checked nowhere else, so each caller passes only options of the kind that the name says.

#include <curl/curl.h>
#include <stddef.h>

/// One function for body and headers: `size * count` bytes at `bytes`; returning less aborts the transfer.
typedef size_t (*ccurl_receiver)(char *bytes, size_t size, size_t count, void *context);

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value);
/// Text is copied by libcurl, except for CURLOPT_POSTFIELDS. NULL puts the option back.
CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *text);
/// Data pointers, lists, mime and share handles: kept by reference, the caller keeps them alive.
CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *pointer);
CURLcode ccurl_set_receivers(CURL *easy, ccurl_receiver body, ccurl_receiver head, void *context);
CURLcode ccurl_set_before_request(CURL *easy, curl_prereq_callback callback, void *context);

CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value);
CURLcode ccurl_get_size(CURL *easy, CURLINFO info, curl_off_t *value);
CURLcode ccurl_get_pointer(CURL *easy, CURLINFO info, void **pointer);
CURLcode ccurl_get_list(CURL *easy, CURLINFO info, struct curl_slist **list);

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
/// A share handle that is one cookie jar: cookies and nothing else are shared through it, by handles of several threads.
/// NULL without memory. Given back with `ccurl_jar_free`, never with `curl_share_cleanup`.
typedef struct ccurl_jar ccurl_jar;
ccurl_jar *ccurl_jar_new(void);
/// For CURLOPT_SHARE; owned by the jar.
CURLSH *ccurl_jar_share(ccurl_jar *jar);
/// CURLSHE_IN_USE, and the jar stays, while an easy handle has it.
CURLSHcode ccurl_jar_free(ccurl_jar *jar);

#endif
