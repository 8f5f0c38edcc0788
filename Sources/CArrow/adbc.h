// The structs of ADBC, Arrow Database Connectivity, API 1.1.0, as its specification lays them out:
// https://arrow.apache.org/adbc/current/format/specification.html
//
// A driver is a shared library with an entry point of type AdbcEntryPoint, which fills in the functions of AdbcDriver. Functions
// that are not called from here stand as `AdbcUnused`: they keep the places of the others.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "arrow.h"

// 0 for success.
typedef uint8_t AdbcStatus;

enum { AdbcVersion110 = 1001000 };

struct AdbcDriver;

struct AdbcError {
  char *message;
  // INT32_MIN says that the last two are there.
  int32_t vendor_code;
  char sqlstate[5];
  void (*release)(struct AdbcError *);
  void *private_data;
  struct AdbcDriver *private_driver;
};

struct AdbcDatabase {
  void *private_data;
  struct AdbcDriver *private_driver;
};

struct AdbcConnection {
  void *private_data;
  struct AdbcDriver *private_driver;
};

struct AdbcStatement {
  void *private_data;
  struct AdbcDriver *private_driver;
};

typedef void (*AdbcUnused)(void);

struct AdbcDriver {
  void *private_data;
  void *private_manager;
  AdbcStatus (*release)(struct AdbcDriver *, struct AdbcError *);

  AdbcStatus (*DatabaseInit)(struct AdbcDatabase *, struct AdbcError *);
  AdbcStatus (*DatabaseNew)(struct AdbcDatabase *, struct AdbcError *);
  AdbcStatus (*DatabaseSetOption)(struct AdbcDatabase *, const char *key, const char *value, struct AdbcError *);
  AdbcStatus (*DatabaseRelease)(struct AdbcDatabase *, struct AdbcError *);

  AdbcStatus (*ConnectionCommit)(struct AdbcConnection *, struct AdbcError *);
  AdbcUnused ConnectionGetInfo;
  // Depth 3 goes down to tables; an argument of NULL means any.
  AdbcStatus (*ConnectionGetObjects)(
    struct AdbcConnection *, int depth, const char *catalog, const char *schema, const char *table,
    const char **table_types, const char *column, struct ArrowArrayStream *out, struct AdbcError *);
  AdbcStatus (*ConnectionGetTableSchema)(
    struct AdbcConnection *, const char *catalog, const char *schema, const char *table, struct ArrowSchema *out,
    struct AdbcError *);
  AdbcUnused ConnectionGetTableTypes;
  AdbcStatus (*ConnectionInit)(struct AdbcConnection *, struct AdbcDatabase *, struct AdbcError *);
  AdbcStatus (*ConnectionNew)(struct AdbcConnection *, struct AdbcError *);
  AdbcStatus (*ConnectionSetOption)(struct AdbcConnection *, const char *key, const char *value, struct AdbcError *);
  AdbcUnused ConnectionReadPartition;
  AdbcStatus (*ConnectionRelease)(struct AdbcConnection *, struct AdbcError *);
  AdbcStatus (*ConnectionRollback)(struct AdbcConnection *, struct AdbcError *);

  AdbcStatus (*StatementBind)(
    struct AdbcStatement *, struct ArrowArray *values, struct ArrowSchema *schema, struct AdbcError *);
  AdbcStatus (*StatementBindStream)(struct AdbcStatement *, struct ArrowArrayStream *values, struct AdbcError *);
  AdbcStatus (*StatementExecuteQuery)(
    struct AdbcStatement *, struct ArrowArrayStream *out, int64_t *rows_affected, struct AdbcError *);
  AdbcUnused StatementExecutePartitions;
  AdbcUnused StatementGetParameterSchema;
  AdbcStatus (*StatementNew)(struct AdbcConnection *, struct AdbcStatement *, struct AdbcError *);
  AdbcStatus (*StatementPrepare)(struct AdbcStatement *, struct AdbcError *);
  AdbcStatus (*StatementRelease)(struct AdbcStatement *, struct AdbcError *);
  AdbcStatus (*StatementSetOption)(struct AdbcStatement *, const char *key, const char *value, struct AdbcError *);
  AdbcStatus (*StatementSetSqlQuery)(struct AdbcStatement *, const char *query, struct AdbcError *);
  AdbcUnused StatementSetSubstraitPlan;

  // Since 1.1.0.
  AdbcUnused ErrorGetDetailCount;
  AdbcUnused ErrorGetDetail;
  // What went wrong with a stream; the error belongs to the stream and lives as long.
  const struct AdbcError *(*ErrorFromArrayStream)(struct ArrowArrayStream *, AdbcStatus *status);
  AdbcUnused DatabaseOptions[7];
  AdbcStatus (*ConnectionCancel)(struct AdbcConnection *, struct AdbcError *);
  AdbcUnused ConnectionOptions[9];
  AdbcStatus (*StatementCancel)(struct AdbcStatement *, struct AdbcError *);
  AdbcUnused StatementExecuteSchema;
  AdbcUnused StatementOptions[7];
};

typedef AdbcStatus (*AdbcEntryPoint)(int version, void *driver, struct AdbcError *);
