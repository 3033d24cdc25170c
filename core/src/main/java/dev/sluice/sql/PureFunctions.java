package dev.sluice.sql;

import java.util.Locale;
import java.util.Set;

/**
 * The words that may stand before a parenthesis without casting doubt on what a statement reads and writes: functions
 * built into SQLite or PostgreSQL that touch no table, and keywords. Any other word there is a function that could do
 * anything.
 */
final class PureFunctions {

    private static final Set<String> KEYWORDS = words("""
            all and any array as between by case cube distinct else escape except exists fetch from group grouping
            having ilike in intersect interval is lateral like limit not offset on only or order returning rollup row
            select sets similar some table then to union using values when where
            """);

    private static final Set<String> SCALARS = words("""
            abs acos acosh ascii asin asinh atan atan2 atanh bit_length btrim cast cbrt ceil ceiling char char_length
            character_length chr coalesce concat concat_ws convert_from convert_to cos cosh cot decode degrees div
            encode exp extract floor format gcd glob greatest hex ifnull iif initcap instr isnull lcm least left
            length like likelihood likely ln log log10 log2 lower lpad ltrim max md5 min mod nullif octet_length
            overlay pi position power pow printf quote radians random randomblob regexp_count regexp_like regexp_match
            regexp_replace regexp_substr repeat replace reverse right round rpad rtrim sha224 sha256 sha384 sha512
            sign sin sinh soundex split_part sqrt starts_with string_to_array strpos substr substring tan tanh to_hex
            translate trim trunc truncate typeof unhex unicode unistr unlikely upper width_bucket zeroblob pg_typeof
            sqlite_version version gen_random_uuid uuid_generate_v4 uuidv4 uuidv7 random_uuid current_setting
            current_schema current_database
            """);

    private static final Set<String> TIMES = words("""
            age clock_timestamp cluster_logical_timestamp current_date current_time current_timestamp date date_bin
            date_part date_trunc datetime datediff dateadd follower_read_timestamp julianday justify_days
            justify_hours justify_interval localtime localtimestamp make_date make_interval make_time make_timestamp
            make_timestamptz now statement_timestamp strftime time timediff timeofday timestamp to_char to_date
            to_number to_timestamp transaction_timestamp unixepoch
            """);

    private static final Set<String> AGGREGATES = words("""
            array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp cume_dist dense_rank
            every first_value group_concat json_agg json_group_array json_group_object json_object_agg jsonb_agg
            jsonb_group_array jsonb_group_object jsonb_object_agg lag last_value lead listagg median mode nth_value
            ntile percent_rank percentile_cont percentile_disc rank regr_slope row_number stddev stddev_pop
            stddev_samp string_agg sum total var_pop var_samp variance
            """);

    private static final Set<String> STRUCTURES = words("""
            array_append array_cat array_dims array_length array_lower array_position array_positions array_prepend
            array_remove array_replace array_to_json array_to_string array_upper cardinality generate_series
            generate_subscripts json json_array json_array_elements json_array_elements_text json_array_length
            json_build_array json_build_object json_each json_each_text json_error_position json_extract
            json_extract_path json_extract_path_text json_insert json_object json_object_keys json_patch json_pretty
            json_quote json_remove json_replace json_set json_strip_nulls json_tree json_type json_typeof json_valid
            jsonb jsonb_array jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array
            jsonb_build_object jsonb_each jsonb_each_text jsonb_extract jsonb_extract_path jsonb_extract_path_text
            jsonb_insert jsonb_object jsonb_object_keys jsonb_patch jsonb_path_exists jsonb_path_match
            jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_pretty jsonb_remove jsonb_replace
            jsonb_set jsonb_strip_nulls jsonb_typeof row_to_json to_json to_jsonb unnest bm25 highlight snippet
            phraseto_tsquery plainto_tsquery setweight to_tsquery to_tsvector ts_headline ts_rank ts_rank_cd
            websearch_to_tsquery
            """);

    private PureFunctions() {}

    static boolean contains(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return KEYWORDS.contains(lower)
                || SCALARS.contains(lower)
                || TIMES.contains(lower)
                || AGGREGATES.contains(lower)
                || STRUCTURES.contains(lower);
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
