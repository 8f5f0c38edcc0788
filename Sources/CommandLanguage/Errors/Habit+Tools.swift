/// What serves in place of what other tools call their functions, procedures and menus: pandas, dplyr, SPSS, SQL, spreadsheets,
/// scikit-learn, IPython.
extension Habit {
  /// By name, in small letters, with `_` for a dot.
  package static let tools: [String: String] = {
    var known: [String: String] = [:]
    for (words, remedy) in looking + changing + drawing + segmenting + keeping {
      for word in words.split(whereSeparator: \.isWhitespace) { known[String(word)] = remedy }
    }
    for (words, method) in [
      ("kmeans kmedoids pam minibatchkmeans", "kmeans"), ("gaussianmixture mclust", "mixture"),
      ("hdbscan dbscan optics", "hdbscan"),
      ("hclust linkage agglomerativeclustering fcluster cutree", "hierarchical"),
    ] {
      for word in words.split(separator: " ") { known[String(word)] = "`%cluster method=\(method)` does that" }
    }
    return known
  }()

  private static let looking = [
    (
      "info dtypes glimpse str skim structure typeof class",
      "`%roles` says what each column is, `%describe` what it holds"
    ),
    (
      "summary descriptives desc statistics stats codebook examine proc",
      "`%describe` puts every column in one row, `%hist COLUMN` shows one closely"
    ),
    ("shape size dim nrow ncol nrows ncols len length", "`%status` says how many rows and columns there are"),
    ("columns colnames names variables fields levels contents", "`%roles` lists the columns"),
    ("view browse list display print first last", "`%head 20` shows rows, `%sample` some drawn by chance"),
    (
      "value_counts unique nunique n_distinct freq frequencies tabulate tab table count countif countifs counts",
      "`%hist COLUMN` counts the values, `%sql SELECT COLUMN, count(*) FROM TABLE GROUP BY COLUMN` in numbers"
    ),
    (
      "isna isnull notna notnull is_na isnan nan na nulls vis_miss",
      "`%missing` shows what is missing, and with what"
    ),
    (
      "mean median sum min max std var sd quantile average avg sumif sumifs averageif percentile",
      "`%describe COLUMN` has it, `%sql SELECT avg(COLUMN) FROM TABLE` asks for one figure"
    ),
    ("who whos who_ls vars dir globals objects workspace", "`%status` lists what the session holds"),
    ("timeit prun profiler capture", "`%time %describe` says how long a command takes"),
    ("lsmagic magic quickref man doc docs commands", "`%help` lists the commands"),
    ("hint hints tip tips advice tutorial guide", "`%next` names one thing to try, and why"),
  ]

  private static let changing = [
    (
      "fillna impute imputer simpleimputer knnimputer ffill bfill interpolate replace_na",
      "`%fill COLUMN=median` fills a column; %prepare fills what is left"
    ),
    (
      "dropna drop_na na_omit complete_cases",
      "`%prepare missing=drop` leaves incomplete rows out of the segments, `%filter COLUMN IS NOT NULL` out of the table"
    ),
    ("query where subset loc iloc slice autofilter keep having", "`%filter CONDITION` keeps rows"),
    (
      "assign mutate compute transform transmute apply lambda map eval with_columns withcolumn recode replace case_when "
        + "generate gen egen ifelse calculate if iif",
      "`%derive NAME = EXPRESSION` computes a column"
    ),
    (
      "sort sort_values order_by orderby arrange order nlargest nsmallest top_n slice_max sorted",
      "`%sql SELECT * FROM TABLE ORDER BY COLUMN DESC` sorts what is shown"
    ),
    (
      "groupby group_by group aggregate agg summarise summarize pivot pivot_table pivottable crosstab crosstabs xtabs melt "
        + "pivot_longer pivot_wider stack unstack gather spread tapply subtotal",
      "`%sql SELECT COLUMN, count(*) FROM TABLE GROUP BY COLUMN` sums up groups, `%profile` sets segments side by side"
    ),
    (
      "merge join concat append left_join inner_join full_join right_join bind_rows rbind cbind vlookup xlookup lookup union",
      "`%sql as=NAME SELECT * FROM TABLE JOIN OTHER USING (ID)` joins tables"
    ),
    (
      "duplicated drop_duplicates distinct dedupe duplicates",
      "%load says rows that come twice; `%sql as=NAME SELECT DISTINCT * FROM TABLE` keeps each once"
    ),
    (
      "astype as_factor as_numeric as_date factor cast convert to_numeric to_datetime types type dtype",
      "`%role COLUMN=code` says what a column is; dates= of %load how dates are written"
    ),
    (
      "set_index reset_index index rownames row_names",
      "`%load FILE.csv id=ID` names the column that tells rows apart"
    ),
    (
      "cut qcut ntile bin bins binning discretize",
      "`%derive NAME = ntile(4) OVER (ORDER BY COLUMN)` makes groups of the same size"
    ),
    (
      "get_dummies dummies onehot onehotencoder labelencoder model_matrix",
      "`%prepare encode=onehot` takes categories in as features"
    ),
    (
      "standardscaler scale standardize standardise normalize normalise minmaxscaler robustscaler zscore preprocess",
      "`%prepare scale=standard` brings columns to one scale; robust and minmax are others"
    ),
    (
      "log log1p log10 ln boxcox powertransformer",
      "`%prepare log=all` takes the logarithm of features, `%hist COLUMN log=yes` that of an axis"
    ),
    (
      "outlier outliers isolationforest lof clip winsorise winsorize",
      "`%box COLUMN` shows what lies far out, `%prepare winsorize=1..99` pulls it in"
    ),
    ("set option options set_option pragma", "`%config rows=20` sets how results are shown; name = 5 sets a parameter"),
  ]

  private static let drawing = [
    (
      "plot chart draw graph show figure fig ggplot qplot line lineplot bar barh barplot barchart countplot histogram distplot "
        + "displot histplot kde kdeplot density pie area subplot subplots geom_histogram geom_bar",
      "`%hist COLUMN` draws a column, `%scatter X Y` two of them, `%tsne` the map of all customers"
    ),
    (
      "boxplot violin violinplot stripplot swarmplot geom_boxplot catplot",
      "`%box COLUMN` draws it, `%box COLUMN by=segment` one for each segment"
    ),
    (
      "heatmap corrplot cor cov correlation correlations matshow imshow clustermap cor_test",
      "`%corr` draws how columns go together, `%profile` segments and columns as shades"
    ),
    (
      "scatterplot scatter_matrix pairplot pairs ggpairs jointplot geom_point regplot lmplot",
      "`%scatter X Y` draws two columns, `%corr` says which pairs are worth it"
    ),
    ("savefig ggsave png to_png", "`%export figure FILE.png` writes the last figure"),
  ]

  private static let segmenting = [
    (
      "birch spectral spectralclustering meanshift affinitypropagation kprototypes kmodes",
      "%cluster does it by hierarchical, kmeans, mixture or hdbscan: `%cluster method=hdbscan` finds groups of any form"
    ),
    (
      "clusters segments segment segmentation clustering fit_predict",
      "`%cluster` makes segments, `%status` says which there are"
    ),
    ("umap isomap mds som lle rtsne opentsne", "`%tsne` draws the map of the customers, `%pca` principal components"),
    ("princomp prcomp factanal fa", "`%pca` draws what principal components hold and mean"),
    (
      "nbclust fviz_nbclust clusgap gap gap_statistic calinski_harabasz_score davies_bouldin_score inertia",
      "`%compare` sets several numbers of segments side by side by every measure"
    ),
    ("silhouette_score silhouette_samples fviz_silhouette", "`%silhouette` draws how well customers sit"),
    (
      "adjusted_rand_score rand_index ari nmi confusion_matrix normalized_mutual_info_score",
      "`%agree kmeans` compares the segments with others, or with a column of labels"
    ),
    ("bootstrap clusterboot", "`%stability` tells which segments come back when customers are drawn anew"),
    (
      "train_test_split randomforest randomforestclassifier decisiontree decisiontreeclassifier rpart regression "
        + "linearregression logisticregression logit glm lm xgboost lightgbm predict_proba",
      "Cohort makes segments and foretells nothing; `%explain` grows a tree that tells the segments apart"
    ),
    (
      "feature_importances feature_importances_ importance shap permutation_importance",
      "`%explain` names the columns that tell the segments apart, `%profile` all of them"
    ),
    (
      "ttest t_test ttest_ind anova aov chisq chisq_test chi2 wilcox kruskal f_oneway",
      "`%diff 1 2` says how two segments differ, `%box COLUMN by=segment` shows all"
    ),
  ]

  private static let keeping = [
    (
      "read_csv read_table read_excel read_json read_parquet read_sql read_xlsx read_csv2 read fread open import data get",
      "`%load FILE.csv` reads a table"
    ),
    (
      "to_csv to_excel to_parquet to_json write write_csv saverds dump fwrite",
      "`%export table FILE.csv` writes the table, `%save FILE.json` the segments"
    ),
    ("predict labels labels_ cluster_labels", "`%export segments FILE.csv` writes who is in which segment"),
    ("select from", "`%sql SELECT count(*) FROM TABLE` asks the tables"),
    ("clear_output cls clc", "`%clear` removes what the cell has shown"),
    ("redo recall rerun", "`%history` shows the last cells"),
    (
      "recover recovery restart",
      "`%resume list` shows the sessions that %resume brings back after a crash or a restart"
    ),
  ]
}
