// What is called of DuckDB's C API, https://duckdb.org/docs/stable/clients/c/api, as functions that are looked up by name in a
// library that is loaded: all of it is there since 1.4.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "arrow.h"

// A pointer to something that only DuckDB looks into.
typedef void *DuckDBHandle;
// 0 for success.
typedef int32_t DuckDBState;

typedef struct {
  uint64_t counts[3];
  void *columns;
  char *message;
  void *data;
} DuckDBResult;

// A text in a vector: up to twelve bytes stand in it; of longer ones the first four, and where all of them are. Arrow lays its views
// out alike.
typedef struct {
  uint32_t length;
  char head[4];
  union {
    char tail[8];
    const char *bytes;
  } rest;
} DuckDBText;

typedef void (*DuckDBCallback)(DuckDBHandle info);
typedef void (*DuckDBFill)(DuckDBHandle info, DuckDBHandle chunk);
typedef void (*DuckDBDelete)(void *data);

// F(result, name behind duckdb_, arguments)
#define DUCKDB_FUNCTIONS(F)                                                                            \
  F(const char *, library_version, (void))                                                             \
  F(void, free, (void *))                                                                              \
  F(DuckDBState, create_config, (DuckDBHandle *))                                                      \
  F(DuckDBState, set_config, (DuckDBHandle, const char *name, const char *option))                     \
  F(void, destroy_config, (DuckDBHandle *))                                                            \
  F(DuckDBState, open_ext, (const char *path, DuckDBHandle *database, DuckDBHandle config, char **error)) \
  F(void, close, (DuckDBHandle *))                                                                     \
  F(DuckDBState, connect, (DuckDBHandle database, DuckDBHandle *connection))                           \
  F(void, disconnect, (DuckDBHandle *))                                                                \
  F(void, interrupt, (DuckDBHandle connection))                                                        \
  F(DuckDBState, query, (DuckDBHandle connection, const char *, DuckDBResult *))                       \
  F(const char *, result_error, (DuckDBResult *))                                                      \
  F(void, destroy_result, (DuckDBResult *))                                                            \
  F(DuckDBState, prepare, (DuckDBHandle connection, const char *, DuckDBHandle *statement))            \
  F(const char *, prepare_error, (DuckDBHandle))                                                       \
  F(void, destroy_prepare, (DuckDBHandle *))                                                           \
  F(DuckDBState, bind_parameter_index, (DuckDBHandle, uint64_t *index, const char *name))              \
  F(DuckDBState, bind_int64, (DuckDBHandle, uint64_t index, int64_t))                                  \
  F(DuckDBState, bind_double, (DuckDBHandle, uint64_t index, double))                                  \
  F(DuckDBState, bind_varchar_length, (DuckDBHandle, uint64_t index, const char *, uint64_t))          \
  F(DuckDBState, execute_prepared_streaming, (DuckDBHandle, DuckDBResult *))                           \
  F(DuckDBHandle, fetch_chunk, (DuckDBResult))                                                         \
  F(void, destroy_data_chunk, (DuckDBHandle *))                                                        \
  F(uint64_t, column_count, (DuckDBResult *))                                                          \
  F(const char *, column_name, (DuckDBResult *, uint64_t))                                             \
  F(DuckDBHandle, column_logical_type, (DuckDBResult *, uint64_t))                                     \
  F(DuckDBHandle, create_logical_type, (int32_t))                                                      \
  F(void, destroy_logical_type, (DuckDBHandle *))                                                      \
  F(DuckDBHandle, result_get_arrow_options, (DuckDBResult *))                                          \
  F(void, destroy_arrow_options, (DuckDBHandle *))                                                     \
  F(DuckDBHandle, to_arrow_schema,                                                                     \
    (DuckDBHandle options, DuckDBHandle *types, const char **names, uint64_t count, struct ArrowSchema *)) \
  F(DuckDBHandle, data_chunk_to_arrow, (DuckDBHandle options, DuckDBHandle chunk, struct ArrowArray *)) \
  F(const char *, error_data_message, (DuckDBHandle))                                                  \
  F(void, destroy_error_data, (DuckDBHandle *))                                                        \
  F(DuckDBHandle, create_table_function, (void))                                                       \
  F(void, destroy_table_function, (DuckDBHandle *))                                                    \
  F(void, table_function_set_name, (DuckDBHandle, const char *))                                       \
  F(void, table_function_set_extra_info, (DuckDBHandle, void *, DuckDBDelete))                         \
  F(void, table_function_set_bind, (DuckDBHandle, DuckDBCallback))                                     \
  F(void, table_function_set_init, (DuckDBHandle, DuckDBCallback))                                     \
  F(void, table_function_set_function, (DuckDBHandle, DuckDBFill))                                     \
  F(void, table_function_supports_projection_pushdown, (DuckDBHandle, bool))                           \
  F(DuckDBState, register_table_function, (DuckDBHandle connection, DuckDBHandle))                     \
  F(void *, bind_get_extra_info, (DuckDBHandle))                                                       \
  F(void, bind_add_result_column, (DuckDBHandle, const char *name, DuckDBHandle type))                 \
  F(void, bind_set_cardinality, (DuckDBHandle, uint64_t, bool isExact))                                \
  F(void *, init_get_extra_info, (DuckDBHandle))                                                       \
  F(uint64_t, init_get_column_count, (DuckDBHandle))                                                   \
  F(uint64_t, init_get_column_index, (DuckDBHandle, uint64_t))                                         \
  F(void, init_set_init_data, (DuckDBHandle, void *, DuckDBDelete))                                    \
  F(void *, function_get_init_data, (DuckDBHandle))                                                    \
  F(DuckDBHandle, data_chunk_get_vector, (DuckDBHandle, uint64_t))                                     \
  F(void, data_chunk_set_size, (DuckDBHandle, uint64_t))                                               \
  F(uint64_t, vector_size, (void))                                                                     \
  F(void *, vector_get_data, (DuckDBHandle))                                                           \
  F(void, vector_ensure_validity_writable, (DuckDBHandle))                                             \
  F(uint64_t *, vector_get_validity, (DuckDBHandle))

typedef struct {
#define DUCKDB_FUNCTION(Result, name, arguments) Result(*name) arguments;
  DUCKDB_FUNCTIONS(DUCKDB_FUNCTION)
#undef DUCKDB_FUNCTION
} DuckDBFunctions;

// The names of the functions, in the order of the struct.
static const char *const DuckDBFunctionNames[] = {
#define DUCKDB_FUNCTION(Result, name, arguments) "duckdb_" #name,
  DUCKDB_FUNCTIONS(DUCKDB_FUNCTION)
#undef DUCKDB_FUNCTION
};
