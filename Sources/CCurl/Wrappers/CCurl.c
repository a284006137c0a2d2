#include "CCurl.h"

#include <pthread.h>
#include <stdlib.h>

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *text) {
  return curl_easy_setopt(easy, option, text);
}

CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *pointer) {
  return curl_easy_setopt(easy, option, pointer);
}

CURLcode ccurl_set_receivers(CURL *easy, ccurl_receiver body, ccurl_receiver head, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, body);
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, head);
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
  return code;
}

CURLcode ccurl_set_before_request(CURL *easy, curl_prereq_callback callback, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
  return code;
}

CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}

CURLcode ccurl_get_size(CURL *easy, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(easy, info, value);
}

CURLcode ccurl_get_pointer(CURL *easy, CURLINFO info, void **pointer) {
  return curl_easy_getinfo(easy, info, pointer);
}

CURLcode ccurl_get_list(CURL *easy, CURLINFO info, struct curl_slist **list) {
  return curl_easy_getinfo(easy, info, list);
}

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

struct ccurl_jar {
  CURLSH *share;
  pthread_mutex_t mutex;
};

// One lock for all kinds of data: libcurl asks for it around each look at the jar, and holds it while it waits for nothing.

static void lock_jar(CURL *easy, curl_lock_data data, curl_lock_access access, void *context) {
  (void)easy, (void)data, (void)access;
  pthread_mutex_lock(&((ccurl_jar *)context)->mutex);
}

static void unlock_jar(CURL *easy, curl_lock_data data, void *context) {
  (void)easy, (void)data;
  pthread_mutex_unlock(&((ccurl_jar *)context)->mutex);
}

ccurl_jar *ccurl_jar_new(void) {
  ccurl_jar *jar = calloc(1, sizeof *jar);
  if (jar == NULL) return NULL;
  pthread_mutexattr_t kind;
  pthread_mutexattr_init(&kind);
  // It may ask for one kind of data while it holds another.
  pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(&jar->mutex, &kind);
  pthread_mutexattr_destroy(&kind);
  jar->share = curl_share_init();
  if (jar->share != NULL && curl_share_setopt(jar->share, CURLSHOPT_LOCKFUNC, lock_jar) == CURLSHE_OK &&
      curl_share_setopt(jar->share, CURLSHOPT_UNLOCKFUNC, unlock_jar) == CURLSHE_OK &&
      curl_share_setopt(jar->share, CURLSHOPT_USERDATA, jar) == CURLSHE_OK &&
      curl_share_setopt(jar->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE) == CURLSHE_OK) {
    return jar;
  }
  ccurl_jar_free(jar);
  return NULL;
}

CURLSH *ccurl_jar_share(ccurl_jar *jar) { return jar->share; }

CURLSHcode ccurl_jar_free(ccurl_jar *jar) {
  if (jar->share != NULL) {
    CURLSHcode code = curl_share_cleanup(jar->share);
    if (code != CURLSHE_OK) return code;
  }
  pthread_mutex_destroy(&jar->mutex);
  free(jar);
  return CURLSHE_OK;
}
