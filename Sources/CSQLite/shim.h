#ifndef COHORT_SQLITE_H
#define COHORT_SQLITE_H

#include <sqlite3.h>

// Swift calls no function whose number of arguments is open.
static inline void cohort_forbid_quoted_strings(sqlite3 *database) {
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
}

#endif
