-- method: availability.samples/1
-- What share of the probe samples did each product instance answer in the period, as known at an instant.
-- The set-based twin of sla/metrics/availability.py, by_samples: one statement per window (the newest; of
-- those the fullest; of those the worst), sums of whole numbers, known time as a union of windows by one
-- running maximum. Only equi-joins, ordered windows and whole numbers, so that any engine agrees.
WITH stated AS (
    SELECT
        product_instance_id,
        CAST(FLOOR(EPOCH(window_start_at)) AS BIGINT) AS start_s,
        window_s,
        total,
        lost,
        ROW_NUMBER() OVER (
            PARTITION BY product_instance_id, window_start_at, window_s
            ORDER BY known_at DESC, total DESC, lost DESC
        ) AS nth
    FROM probe_sample
    WHERE window_start_at >= $period_start_at
      AND window_start_at < $period_end_at
      AND known_at <= $known_at
      AND window_s > 0
      AND lost >= 0
      AND lost <= total
),
counted AS (
    SELECT
        product_instance_id,
        start_s,
        LEAST(start_s + window_s, CAST(FLOOR(EPOCH($period_end_at)) AS BIGINT)) AS end_s,
        total,
        lost
    FROM stated
    WHERE nth = 1
      AND total > 0
),
laid_out AS (
    SELECT
        product_instance_id,
        start_s,
        end_s,
        total,
        lost,
        COALESCE(
            MAX(end_s) OVER (
                PARTITION BY product_instance_id
                ORDER BY start_s, end_s
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ),
            start_s
        ) AS covered_to_s
    FROM counted
)
SELECT
    product_instance_id,
    CAST(SUM(total - lost) AS BIGINT) AS good,
    CAST(SUM(total) AS BIGINT) AS total,
    CAST(SUM(GREATEST(0, end_s - GREATEST(start_s, covered_to_s))) AS BIGINT) AS known_s
FROM laid_out
GROUP BY product_instance_id
ORDER BY product_instance_id
