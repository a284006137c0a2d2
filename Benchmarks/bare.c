// The floor under every runner: one thread, one kept-alive connection, the same requests, a look at every answer.
// Usage: bare BASE COUNT
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct answer {
  char text[4096];
  size_t length;
};

static size_t keep(char *data, size_t size, size_t count, void *context) {
  struct answer *answer = context;
  size_t length = size * count;
  if (answer->length + length >= sizeof answer->text) return 0;
  memcpy(answer->text + answer->length, data, length);
  answer->length += length;
  answer->text[answer->length] = 0;
  return length;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: bare BASE COUNT\n");
    return 2;
  }
  long count = atol(argv[2]);
  struct answer answer;
  char address[256], expected[64];
  curl_global_init(CURL_GLOBAL_ALL);
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(handle, CURLOPT_FAILONERROR, 1L);
  for (long n = 1; n <= count; n++) {
    answer.length = 0;
    snprintf(address, sizeof address, "%s/records/%ld", argv[1], n);
    snprintf(expected, sizeof expected, "\"n\":%ld,", n);
    curl_easy_setopt(handle, CURLOPT_URL, address);
    CURLcode code = curl_easy_perform(handle);
    if (code != CURLE_OK || strstr(answer.text, expected) == NULL) {
      fprintf(stderr, "bare: request %ld: %s\n", n, code == CURLE_OK ? "another answer" : curl_easy_strerror(code));
      return 1;
    }
  }
  curl_easy_cleanup(handle);
  curl_global_cleanup();
  return 0;
}
