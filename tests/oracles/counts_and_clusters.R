# Reference numbers of the multiple-testing adjustments, Fisher's exact test, the variance ratio and the cluster-robust variances.
# Run: Rscript tests/oracles/counts_and_clusters.R (written with R 4.2.2, clubSandwich 0.5.8, metafor 3.8-1)
show <- function(name, ...) cat(sprintf("%s: %s\n", name, paste(sprintf("%.15g", c(...)), collapse = " ")))

p <- c(0.04, 0.001, 0.03, 0.02); q <- c(0.01, 0.9, 0.01, 0.2, 0.04, 0.5)
for (method in c("bonferroni", "hommel", "BY")) { show(method, p.adjust(p, method)); show(method, p.adjust(q, method)) }
r <- c(0.011, 0.021, 0.022, 0.029, 0.05, 0.3, 0.31, 0.001)
show("hommel of eight", p.adjust(r, "hommel"))

fisher <- function(name, m, ...) { f <- fisher.test(m, ...); show(name, f$p.value, f$estimate, f$conf.int) }
table <- function(a, n_a, b, n_b) rbind(c(a, n_a - a), c(b, n_b - b))
fisher("fisher 7/10 v 2/12", table(7, 10, 2, 12))
fisher("fisher greater", table(7, 10, 2, 12), alternative = "greater")
fisher("fisher less", table(7, 10, 2, 12), alternative = "less")
fisher("fisher 0/5 v 5/5", table(0, 5, 5, 5))
fisher("fisher 912/1000 v 880/1000 at 90%", table(912, 1000, 880, 1000), conf.level = 0.9)
d <- dhyper(0:9, 10, 12, 9); seen <- dhyper(7, 10, 12, 9)
show("fisher 7/10 v 2/12 mid-p", sum(d[d < seen * (1 - 1e-7)]) + sum(d[abs(d / seen - 1) <= 1e-7]) / 2)
w <- log(7 * 10 / (3 * 2)) + c(0, -1, 1) * qnorm(0.975) * sqrt(1/7 + 1/3 + 1/2 + 1/10)
show("woolf 7/10 v 2/12", exp(w))

x <- c(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0); y <- c(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5)
v <- var.test(x, y)
show("log variance ratio: estimate p low high", log(v$estimate), v$p.value, log(v$conf.int))
pseudo <- function(s) length(s) * log(var(s)) - (length(s) - 1) * sapply(seq_along(s), function(i) log(var(s[-i])))
j <- t.test(pseudo(x), pseudo(y))
show("jackknife: estimate se p low high", j$estimate[1] - j$estimate[2], j$stderr, j$p.value, j$conf.int)

g <- x + 10; h <- y + 10
se <- c(sd(g) / mean(g) / sqrt(10), sd(h) / mean(h) / sqrt(7)); df <- sum(se^2)^2 / (se[1]^4 / 9 + se[2]^4 / 6)
show("log ratio: estimate low high", log(mean(g) / mean(h)) + c(0, -1, 1) * qt(0.975, df) * sqrt(sum(se^2)))
if (requireNamespace("metafor", quietly = TRUE)) {
  e <- metafor::escalc("ROM", m1i = mean(g), sd1i = sd(g), n1i = 10, m2i = mean(h), sd2i = sd(h), n2i = 7, correct = FALSE)
  show("metafor ROM: estimate standard error", e$yi, sqrt(e$vi), sqrt(sum(se^2)))
}

a <- c(1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0); b <- c(0, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0, 0)
id <- c(7, 7, 7, 2, 2, 5, 5, 5, 5, 9, 9, 11)
if (requireNamespace("clubSandwich", quietly = TRUE)) {
  for (type in c("CR2", "CR3")) for (s in list(a, a - b)) {
    m <- lm(s ~ 1)
    k <- clubSandwich::coef_test(m, vcov = type, cluster = id, test = "Satterthwaite")
    show(type, k$SE, k$df_Satt, k$p_Satt)
  }
}
